using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Cli.Commands.Database;

/// <summary>What a command that uses the database ends with when it cannot.</summary>
internal static class DatabaseExit
{
    private static readonly DiagnosticRule[] Settings =
        [DatabaseRules.MissingUser, DatabaseRules.MissingPassword, DatabaseRules.MissingDatabaseFile, DatabaseRules.TlsFileUnusable, DatabaseRules.VerificationOff,
            DiagnosticRules.UntrustedDestination, DiagnosticRules.TokenToProjectHost];

    private static readonly DiagnosticRule[] Statements = [DatabaseRules.AccessDenied, DatabaseRules.StatementRefused];

    /// <summary>For a login: 3 for a setting that is missing or wrong, else 4, since the server could not be reached or refused.</summary>
    public static int OfLogin(ConnectionException refused) =>
        Array.Exists(Settings, r => r.Id == refused.Id) ? ExitCode.InvalidConfiguration : ExitCode.Unreachable;

    /// <summary>For a statement on an open connection: 1 when it failed itself, else as for a login.</summary>
    public static int OfStatement(ConnectionException failed) =>
        Array.Exists(Statements, r => r.Id == failed.Id) ? ExitCode.Failure : OfLogin(failed);
}
