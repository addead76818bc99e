using DataJoint.Configuration;

namespace DataJoint.Operations.Accounts;

/// <summary>MySQL, whose accounts can have two passwords. See https://dev.mysql.com/doc/refman/8.4/en/password-management.html.</summary>
internal sealed class MySqlAccounts(string version, bool escapes) : MySqlFamilyAccounts(escapes)
{
    private static readonly Version TwoPasswordsSince = new(8, 0, 14);
    private static readonly Version CurrentPasswordSince = new(8, 0, 13);

    private readonly Version _version = Version.TryParse(version.Split('-')[0], out Version? parsed) ? parsed : new Version(0, 0);

    public override bool KeepsTwoPasswords => _version >= TwoPasswordsSince;

    /// <summary>The current password is named, too: the server may demand it.</summary>
    public override string ChangeOwn(Secret next, Secret current, bool keepsCurrent) => _version >= CurrentPasswordSince
        ? $"ALTER USER USER() IDENTIFIED BY {Literal(next)} REPLACE {Literal(current)}{Keep(keepsCurrent)}"
        : $"ALTER USER USER() IDENTIFIED BY {Literal(next)}";

    public override string Change(AccountName account, Secret next, bool keepsCurrent) =>
        $"ALTER USER {Quote(account)} IDENTIFIED BY {Literal(next)}{Keep(keepsCurrent)}";

    public override string Discard(AccountName? account) => $"ALTER USER {(account is null ? "USER()" : Quote(account))} DISCARD OLD PASSWORD";

    private static string Keep(bool keepsCurrent) => keepsCurrent ? " RETAIN CURRENT PASSWORD" : "";
}
