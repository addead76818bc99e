namespace DataJoint.Configuration;

/// <summary>The kind of a secret whose text could not be had. Connections and stores report it, too.</summary>
public static class SecretRules
{
    /// <summary>A secret could not be had from where it is kept.</summary>
    public static readonly DiagnosticRule Unresolved = new(
        DiagnosticIds.SecretUnresolved, DiagnosticSeverity.Error, "A secret could not be had from where it is kept",
        "A setting holds a reference to a secret. When the text was needed, whoever keeps it refused, does not know it, or did not answer in time.",
        "The message has the reason. Check the reference, and the right to read the secret.");

    /// <summary>A reference of the project that nobody has confirmed.</summary>
    public static readonly DiagnosticRule UntrustedReference = new(
        DiagnosticIds.UntrustedReference, DiagnosticSeverity.Error, "A reference of the project that nobody has confirmed",
        "A file of the project names a secret that is kept elsewhere, with a reference such as `ref+vault://…`. Whoever wrote the project would choose which of your secrets is read, and where it is sent. Nothing was read.",
        "If you trust the project, run `djc trust`; in CI and containers set `DJ_TRUST` to the destination's host, or to `references` for all references of the project.");

    /// <summary>Nobody resolves references of a scheme.</summary>
    public static readonly DiagnosticRule UnknownScheme = new(
        DiagnosticIds.UnknownSecretScheme, DiagnosticSeverity.Error, "Nobody resolves references of this scheme",
        "Each kind of reference, such as `ref+vault://…`, is resolved by a package. This program has none for it.",
        "Add the package that the message names, or correct the scheme.");

    /// <summary>There is no such secret.</summary>
    public static readonly DiagnosticRule NotFound = new(
        DiagnosticIds.SecretNotFound, DiagnosticSeverity.Error, "There is no such secret",
        "Whoever keeps the secrets answered that there is none of that name or version, or it has no such field.",
        "Correct the reference, or create the secret.");

    /// <summary>The secret may not be read.</summary>
    public static readonly DiagnosticRule Refused = new(
        DiagnosticIds.SecretRefused, DiagnosticSeverity.Error, "The secret may not be read",
        "Whoever keeps the secrets knows the identity and refuses it the secret, or refuses the login itself. Another try changes nothing.",
        "Give the identity that the message names the right to read the secret, or log in as another.");

    /// <summary>Nobody is logged in where the secret is kept.</summary>
    public static readonly DiagnosticRule NoIdentity = new(
        DiagnosticIds.SecretIdentityMissing, DiagnosticSeverity.Error, "Nobody is logged in where the secret is kept",
        "To read the secret somebody must log in, and none of the ways of doing so is set up here: no token, no role, no identity of the platform.",
        "The message says what was looked for; set one of them up.");

    /// <summary>Whoever keeps the secret does not answer.</summary>
    public static readonly DiagnosticRule Unreachable = new(
        DiagnosticIds.SecretKeeperUnreachable, DiagnosticSeverity.Error, "Whoever keeps the secret does not answer",
        "The server cannot be reached, does not answer in time, answers that it is overloaded, or its certificate cannot be verified.",
        "Check the address and the network, then try again.");

    /// <summary>A reference would run a program.</summary>
    public static readonly DiagnosticRule ProgramNotAllowed = new(
        DiagnosticIds.SecretProgramNotAllowed, DiagnosticSeverity.Error, "A reference would run a program",
        "`ref+exec://…` runs the program that it names, and that is off unless it is asked for: a configuration that runs programs is code.",
        "Add `--allow-exec`, or set `DJ_ALLOW_EXEC=true`; in C# set `AllowsPrograms` where you load the configuration.");

    /// <summary>What a reference leads to is too large.</summary>
    public static readonly DiagnosticRule TooLarge = new(
        DiagnosticIds.SecretTooLarge, DiagnosticSeverity.Error, "What a reference leads to is too large",
        "The file, the program's output or the manager's answer is larger than the limit that the message names. No secret is that large, so something else answers, or the reference leads to another thing.",
        "Check what the reference leads to, and keep the secret in a document of its own.");

    /// <summary>A reference that cannot be understood.</summary>
    public static readonly DiagnosticRule Malformed = new(
        DiagnosticIds.MalformedReference, DiagnosticSeverity.Error, "A malformed reference to a secret",
        "A value that begins with `ref+`, a scheme and `://` is a reference to a secret that is kept elsewhere, and this one cannot be understood. Nobody was asked.",
        "Write ref+scheme://path#/field, for example ref+vault://secret/lab#/password. A percent sign is written %25.");
}
