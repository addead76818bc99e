using DataJoint.Configuration;

namespace DataJoint.Operations;

/// <summary>What can keep a credential from being rotated.</summary>
public static class RotationRules
{
    /// <summary>The credential cannot be rotated here.</summary>
    public static readonly DiagnosticRule Impossible = new(
        DiagnosticIds.RotationImpossible, DiagnosticSeverity.Error, "The credential cannot be rotated here",
        "A rotation changes a credential where it counts and where it is kept. Here one of the two cannot be changed: nothing was begun.",
        "The message says which, and what to do instead.");

    /// <summary>The server refused the change.</summary>
    public static readonly DiagnosticRule Refused = new(
        DiagnosticIds.RotationRefused, DiagnosticSeverity.Error, "The server refused to change the credential",
        "The statement that changes the password failed, for a missing right or a rule of the server about passwords. Everything is as it was.",
        "Give the account the right that the message names, let an administrator's project do it (`--admin DIR`), or choose another length.");

    /// <summary>The new credential does not work, or could not be written; the former one is in force again.</summary>
    public static readonly DiagnosticRule RolledBack = new(
        DiagnosticIds.RotationRolledBack, DiagnosticSeverity.Error, "The former credential was put back in force",
        "The credential was changed at the server, but the new one did not prove to work, or could not be written where it is kept. The former one was put back in force, and proven to work.",
        "Remove the cause that the message names, and run the rotation again.");

    /// <summary>A rotation was interrupted and is not finished.</summary>
    public static readonly DiagnosticRule Unfinished = new(
        DiagnosticIds.RotationUnfinished, DiagnosticSeverity.Error, "A rotation is not finished",
        "A rotation ended before all was done, and could not go on from there. What was recorded on the way is kept.",
        "Run the same command again when the cause that the message names is gone: it finishes, or puts the former credential back in force.");

    /// <summary>The former credential still works.</summary>
    public static readonly DiagnosticRule StillAccepted = new(
        DiagnosticIds.RotationFormerAccepted, DiagnosticSeverity.Error, "The former credential still works",
        "The new credential is in force and written. The server still lets the former one in: it may ask for no password at all, or several servers stand behind the address.",
        "Look at how the server lets people in (`pg_hba.conf`, the account's plugin), or wait until all its copies know the change, and try the former one again.");

    /// <summary>Programs that connect during the change may be refused.</summary>
    public static readonly DiagnosticRule WithoutOverlap = new(
        DiagnosticIds.RotationWithoutOverlap, DiagnosticSeverity.Warning, "Programs that connect during the change may be refused",
        "The account has one password, so there is a moment in which the server takes only the new one, and the files still hold the former.",
        "Use two users that take turns (`--alternate`). On MySQL the right APPLICATION_PASSWORD_ADMIN lets the account keep both passwords for a while.");
}
