using DataJoint.Operations.Journals;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Keys;

/// <summary>Which key follows which.</summary>
/// <param name="Former">The key that is recorded when the rotation begins.</param>
/// <param name="Next">The new one.</param>
internal sealed record KeyPlan(Login Former, Login Next)
{
    /// <summary>A journal with both secrets in it, each sealed with the other.</summary>
    public KeyJournal AddTo(KeyJournal journal) => journal with
    {
        NextId = Next.User,
        SealedNext = SealedText.Seal(Next.Password, Former.Password).ToString(),
        SealedFormer = SealedText.Seal(Former.Password, Next.Password).ToString(),
    };

    /// <summary>Whether each half of a login is one of these.</summary>
    public bool IsPartOf(Login login) =>
        (login.User == Former.User || login.User == Next.User) && (login.Password.Equals(Former.Password) || login.Password.Equals(Next.Password));

    /// <summary>The plan of an interrupted rotation, by the secret that is recorded.</summary>
    /// <returns>The plan, and whether the new key is recorded whole; null when the recorded secret is neither of the two.</returns>
    public static (KeyPlan Plan, bool IsWritten)? From(KeyJournal journal, Login recorded)
    {
        string nextId = journal.NextId ?? "";
        if (SealedText.Parse(journal.SealedNext ?? "")?.Open(recorded.Password) is { } next)
        {
            return (new KeyPlan(new Login(journal.FormerId, recorded.Password), new Login(nextId, next)), false);
        }

        // Of two files one may have been written, and the other one not.
        return SealedText.Parse(journal.SealedFormer ?? "")?.Open(recorded.Password) is { } former
            ? (new KeyPlan(new Login(journal.FormerId, former), new Login(nextId, recorded.Password)), recorded.User == nextId)
            : null;
    }
}
