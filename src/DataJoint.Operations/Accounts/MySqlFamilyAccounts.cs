using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Operations.Accounts;

/// <summary>What MySQL and MariaDB have in common.</summary>
/// <param name="escapes">Whether a backslash in a literal escapes, as it does unless the server was told otherwise.</param>
internal abstract class MySqlFamilyAccounts(bool escapes) : AccountDialect
{
    public override async Task<AccountName> FindSelfAsync(DbConnection session, CancellationToken cancellationToken)
    {
        string self = await AskAsync(session, "SELECT CURRENT_USER()", cancellationToken).ConfigureAwait(false) ?? "@";
        int at = self.LastIndexOf('@');
        return new AccountName(self[..at], self[(at + 1)..]);
    }

    public override async Task<string> IdentifyAsync(DbConnection session, CancellationToken cancellationToken) =>
        await AskAsync(session, "SELECT CONCAT(@@hostname, ':', @@port, ':', @@datadir)", cancellationToken).ConfigureAwait(false) ?? "";

    protected string Literal(string text) => "'" + (escapes ? text.Replace("\\", "\\\\", StringComparison.Ordinal) : text).Replace("'", "''", StringComparison.Ordinal) + "'";

    protected string Literal(Secret password) => Literal(password.Reveal());

    protected string Quote(AccountName account) => $"{Literal(account.User)}@{Literal(account.Host ?? "%")}";
}
