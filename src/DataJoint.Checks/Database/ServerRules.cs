using DataJoint.Configuration;

namespace DataJoint.Checks.Database;

/// <summary>The kinds of what is worth knowing about a server that lets the user in.</summary>
internal static class ServerRules
{
    public static readonly DiagnosticRule ServerNotVerified = new(
        DiagnosticIds.DatabaseServerNotVerified, DiagnosticSeverity.Warning, "The server's identity is not verified",
        "The connection is encrypted, but nothing checks with whom: without verification an attacker in the middle can read the traffic.",
        "Let `database.tls.ca` name the authority that issued the server's certificate.");

    public static readonly DiagnosticRule ExcessiveRights = new(
        DiagnosticIds.DatabaseExcessiveRights, DiagnosticSeverity.Warning, "The account has far more rights than a pipeline needs",
        "The account may administer the server. A leak of its password gives away the whole server.",
        "Use an account with rights to the pipeline's own databases.");

    public static readonly DiagnosticRule ClockSkew = new(
        DiagnosticIds.DatabaseClockSkew, DiagnosticSeverity.Warning, "The clocks differ",
        "The server's clock and this machine's are apart; timestamps of jobs and signed requests go wrong.",
        "Synchronise both clocks (NTP).");
}
