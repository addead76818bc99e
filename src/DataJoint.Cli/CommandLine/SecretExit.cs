using DataJoint.Configuration;

namespace DataJoint.Cli.CommandLine;

/// <summary>The exit code for a secret that could not be had.</summary>
internal static class SecretExit
{
    private static readonly string[] Unasked =
    [
        DiagnosticIds.MalformedReference, DiagnosticIds.UntrustedReference, DiagnosticIds.UnknownSecretScheme, DiagnosticIds.SecretProgramNotAllowed,
    ];

    /// <summary>Of several failures, one that the configuration is to blame for decides.</summary>
    public static int CodeFor(SecretException failed) =>
        failed.Diagnostics.Any(IsUnasked) ? ExitCode.InvalidConfiguration : ExitCode.Unreachable;

    /// <summary>Whether nobody was asked, because the configuration may not be used like that here; otherwise whoever was asked refused or did not answer.</summary>
    public static bool IsUnasked(Diagnostic failure) => Unasked.Contains(failure.Id);
}
