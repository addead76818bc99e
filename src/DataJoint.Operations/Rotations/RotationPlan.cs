using DataJoint.Operations.Accounts;
using DataJoint.Operations.Journals;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Rotations;

/// <summary>What is to become of which login.</summary>
/// <param name="Method">How programs get over it.</param>
/// <param name="Former">The login in force.</param>
/// <param name="Next">The new one.</param>
/// <param name="FormerAccount">The account of <paramref name="Former"/>.</param>
internal sealed record RotationPlan(RotationMethod Method, Login Former, Login Next, AccountName FormerAccount)
{
    /// <summary>The account that gets the new password.</summary>
    public AccountName NextAccount => FormerAccount with { User = Next.User };

    public bool ChangesUser => Method == RotationMethod.TwoUsers;

    /// <summary>What is written before anything is changed.</summary>
    public RotationJournal ToJournal(string server, TimeSpan grace) => new()
    {
        Server = server,
        Method = Method,
        FormerUser = Former.User,
        NextUser = Next.User,
        Host = FormerAccount.Host,
        SealedNext = SealedText.Seal(Next.Password, Former.Password).ToString(),
        SealedFormer = SealedText.Seal(Former.Password, Next.Password).ToString(),
        GraceSeconds = grace.TotalSeconds,
    };

    /// <summary>The plan of an interrupted rotation, by either of its passwords.</summary>
    /// <param name="journal">What was written.</param>
    /// <param name="recorded">The login that is recorded now.</param>
    /// <returns>The plan, and whether the new login is the recorded one; null when the recorded password is neither.</returns>
    public static (RotationPlan Plan, bool IsWritten)? From(RotationJournal journal, Login recorded)
    {
        AccountName account = new(journal.FormerUser, journal.Host);
        if (SealedText.Parse(journal.SealedNext)?.Open(recorded.Password) is { } next)
        {
            return (new RotationPlan(journal.Method, recorded, new Login(journal.NextUser, next), account), false);
        }

        return SealedText.Parse(journal.SealedFormer)?.Open(recorded.Password) is { } former
            ? (new RotationPlan(journal.Method, new Login(journal.FormerUser, former), recorded, account), true)
            : null;
    }
}
