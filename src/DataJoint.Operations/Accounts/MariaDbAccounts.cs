using DataJoint.Configuration;

namespace DataJoint.Operations.Accounts;

/// <summary>MariaDB. SET PASSWORD keeps the account's plugin, which ALTER USER … IDENTIFIED BY would change. See https://mariadb.com/kb/en/set-password/.</summary>
internal sealed class MariaDbAccounts(bool escapes) : MySqlFamilyAccounts(escapes)
{
    public override string ChangeOwn(Secret next, Secret current, bool keepsCurrent) => $"SET PASSWORD = PASSWORD({Literal(next)})";

    public override string Change(AccountName account, Secret next, bool keepsCurrent) => $"SET PASSWORD FOR {Quote(account)} = PASSWORD({Literal(next)})";
}
