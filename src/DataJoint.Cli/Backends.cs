using DataJoint.Connections.MySql;
using DataJoint.Connections.PostgreSql;
using DataJoint.Connections.Sqlite;
using DataJoint.Secrets;
using DataJoint.Secrets.Aws;
using DataJoint.Secrets.Azure;
using DataJoint.Secrets.Google;
using DataJoint.Secrets.Vault;

namespace DataJoint.Cli;

/// <summary>The databases that djc opens, and the references to secrets that it resolves.</summary>
internal static class Backends
{
    public static void Register()
    {
        MySqlBackend.Register();
        PostgreSqlBackend.Register();
        SqliteBackend.Register();
        LocalSecrets.Register();
        AwsSecrets.Register();
        AzureSecrets.Register();
        GoogleSecrets.Register();
        VaultSecrets.Register();
    }
}
