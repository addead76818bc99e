using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Cli;

/// <summary>What a command that uses the database ends with when it cannot.</summary>
internal static class DatabaseExit
{
    private static readonly DiagnosticRule[] Settings =
        [DatabaseRules.MissingUser, DatabaseRules.MissingPassword, DatabaseRules.MissingDatabaseFile, DatabaseRules.TlsFileUnusable];

    private static readonly DiagnosticRule[] Statements = [DatabaseRules.AccessDenied, DatabaseRules.StatementRefused];

    /// <summary>3 for a setting that is missing or wrong, 1 for a statement that fails, else 4: the server could not be reached or refused.</summary>
    internal static int Of(ConnectionException refused) =>
        Array.Exists(Settings, r => r.Id == refused.Id) ? ExitCode.InvalidConfiguration
        : Array.Exists(Statements, r => r.Id == refused.Id) ? ExitCode.No
        : ExitCode.Unreachable;
}
