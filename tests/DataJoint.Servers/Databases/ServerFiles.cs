namespace DataJoint.Servers;

/// <summary>The files of one database server, as the server calls them.</summary>
/// <param name="Directory">The directory in which they are.</param>
internal sealed record ServerFiles(string Directory)
{
    public string Data => Of("data");

    public string Certificate => Of("server.pem");

    public string Key => Of("server.key");

    public string ClientAuthority => Of("client-ca.pem");

    /// <summary>For MySQL and MariaDB: statements that are run at each start.</summary>
    public string Accounts => Of("accounts.sql");

    /// <summary>For PostgreSQL: who may come in and how.</summary>
    public string HostRules => Of("hba.conf");

    private string Of(string name) => $"{Directory}/{name}";
}
