using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Cli.Commands.Database;

/// <summary>What a command that uses the database ends with when it cannot.</summary>
internal static class DatabaseExit
{
    private static readonly string[] Settings =
    [
        DiagnosticIds.DatabaseMissingUser, DiagnosticIds.DatabaseMissingPassword, DiagnosticIds.DatabaseMissingDatabaseFile, DiagnosticIds.DatabaseTlsFileUnusable,
        DiagnosticIds.DatabaseVerificationOff, DiagnosticIds.UntrustedDestination, DiagnosticIds.TokenToProjectHost,
    ];

    private static readonly string[] Statements = [DiagnosticIds.DatabaseAccessDenied, DiagnosticIds.DatabaseStatementRefused];

    /// <summary>For a login: 3 for a setting that is missing or wrong, else 4, since the server could not be reached or refused.</summary>
    public static int OfLogin(ConnectionException refused) =>
        Settings.Contains(refused.Diagnostic.Id) || SecretExit.IsUnasked(refused.Diagnostic) ? ExitCode.InvalidConfiguration : ExitCode.Unreachable;

    /// <summary>For a statement on an open connection: 1 when it failed itself, else as for a login.</summary>
    public static int OfStatement(ConnectionException failed) =>
        Statements.Contains(failed.Diagnostic.Id) ? ExitCode.Failure : OfLogin(failed);
}
