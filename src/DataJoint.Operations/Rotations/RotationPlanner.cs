using DataJoint.Operations.Journals;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Rotations;

/// <summary>Decides how a login is rotated.</summary>
internal static class RotationPlanner
{
    /// <summary>Who gets the new password.</summary>
    /// <exception cref="RotationException">Of two users that take turns, the other one cannot be told.</exception>
    public static string FindNextUser(RotationSetup setup) =>
        setup.Options.Alternates ? OtherUser.Find(setup.Recorded.User, setup.Options.OtherUser) : setup.Recorded.User;

    /// <summary>Makes a plan, with a new password.</summary>
    public static RotationPlan Make(RotationSetup setup, AccountWork work, string user)
    {
        Login former = setup.Recorded;
        RotationOptions options = setup.Options;
        RotationMethod method = options.Alternates ? RotationMethod.TwoUsers : work.KeepsTwoPasswords ? RotationMethod.TwoPasswords : RotationMethod.OnePassword;
        return new RotationPlan(method, former, new Login(user, PasswordMaker.Make(options.Length)), work.Self);
    }

    /// <summary>The steps that a plan leads to, in their order.</summary>
    public static IEnumerable<RotationStep> Describe(RotationSetup setup, RotationPlan plan)
    {
        string next = setup.Name(plan.NextAccount);
        string former = setup.Name(plan.FormerAccount);
        yield return new RotationStep(RotationStepKind.Changed, next, plan.Method switch
        {
            RotationMethod.TwoPasswords => $"a new password of {setup.Options.Length} characters; the former one works, too, with the right APPLICATION_PASSWORD_ADMIN",
            RotationMethod.TwoUsers => $"a new password of {setup.Options.Length} characters",
            _ => $"a new password of {setup.Options.Length} characters; the former one works no longer",
        });
        yield return new RotationStep(RotationStepKind.Proven, next, "the new password logs in");
        yield return new RotationStep(RotationStepKind.Written, setup.Record.Place, setup.Record.Note);
        if (plan.Method != RotationMethod.OnePassword)
        {
            yield return new RotationStep(RotationStepKind.Waiting, Describe(setup.Grace), "both passwords work");
            yield return new RotationStep(RotationStepKind.Retired, former, plan.ChangesUser ? "its password is one that nobody knows" : "the former password");
        }

        yield return new RotationStep(RotationStepKind.Refused, former, "the former password");
    }

    /// <summary>A time as people say it.</summary>
    public static string Describe(TimeSpan time) => FormattableString.Invariant(
        time.TotalMinutes < 2 ? $"{time.TotalSeconds:0.#} s" : time.TotalHours < 2 ? $"{time.TotalMinutes:0.#} min" : (FormattableString)$"{time.TotalHours:0.#} h");
}
