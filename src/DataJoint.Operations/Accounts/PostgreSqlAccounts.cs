using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Operations.Passwords;

namespace DataJoint.Operations.Accounts;

/// <summary>PostgreSQL. It is given what it keeps of a password, never the password: statements end up in logs.</summary>
/// <param name="iterations">How often the server wants passwords hashed.</param>
internal sealed class PostgreSqlAccounts(int iterations) : AccountDialect
{
    /// <summary>What every version before 16 does, and all later ones by default.</summary>
    public const int UsualIterations = 4096;

    public override async Task<AccountName> FindSelfAsync(DbConnection session, CancellationToken cancellationToken) =>
        new(await AskAsync(session, "SELECT session_user::text", cancellationToken).ConfigureAwait(false) ?? "", null);

    public override async Task<string> IdentifyAsync(DbConnection session, CancellationToken cancellationToken) =>
        await AskAsync(session, "SELECT pg_postmaster_start_time()::text || current_setting('port')", cancellationToken).ConfigureAwait(false) ?? "";

    public override string ChangeOwn(Secret next, Secret current, bool keepsCurrent) => $"ALTER ROLE SESSION_USER PASSWORD '{VerifierOf(next)}'";

    /// <summary>The other of two roles that take turns may have been kept from logging in.</summary>
    public override string Change(AccountName account, Secret next, bool keepsCurrent) =>
        $"ALTER ROLE \"{account.User.Replace("\"", "\"\"", StringComparison.Ordinal)}\" LOGIN PASSWORD '{VerifierOf(next)}'";

    private string VerifierOf(Secret password) =>
        ScramVerifier.Make(DatabaseDrivers.Shared.Find("postgresql")?.PreparePassword(password.Reveal()) ?? password.Reveal(), iterations);
}
