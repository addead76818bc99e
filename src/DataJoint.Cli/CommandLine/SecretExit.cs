using DataJoint.Configuration;

namespace DataJoint.Cli.CommandLine;

/// <summary>The exit code for a secret that could not be had.</summary>
internal static class SecretExit
{
    /// <summary>Whether nobody was asked, because the configuration may not be used like that here, or whoever was asked refused or did not answer.</summary>
    public static int CodeFor(SecretException failed) =>
        failed.Diagnostic.Id is DiagnosticIds.UntrustedReference or DiagnosticIds.UnknownSecretScheme or DiagnosticIds.SecretProgramNotAllowed
        ? ExitCode.InvalidConfiguration
        : ExitCode.Unreachable;
}
