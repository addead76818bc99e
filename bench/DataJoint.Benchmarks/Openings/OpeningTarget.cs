using System.Data.Common;
using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Connections.MySql;
using DataJoint.Connections.PostgreSql;
using DataJoint.Servers;
using MySqlConnector;
using Npgsql;

namespace DataJoint.Benchmarks;

/// <summary>A server, and how it is reached by a configuration of ours and by connection strings that somebody wrote by hand.</summary>
internal sealed class OpeningTarget(DatabaseServer server, OpeningTls tls)
{
    private const string Host = "localhost";

    private bool IsPostgreSql => server is PostgreSqlServer;

    private string Port => server.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>A configuration that says what the connection strings say; the programmatic layer hides what this machine has set.</summary>
    public DataJointConfig Load()
    {
        MySqlBackend.Register();
        PostgreSqlBackend.Register();
        return DataJointConfig.Load(new ConfigurationOptions
        {
            StartDirectory = AppContext.BaseDirectory,
            Settings =
            [
                new("database.backend", IsPostgreSql ? "postgresql" : "mysql"),
                new("database.host", Host),
                new("database.port", server.Port),
                new("database.user", server.User),
                new("database.password", server.Password),
                new("database.use_tls", tls != OpeningTls.None),
                .. tls == OpeningTls.Verified ? new KeyValuePair<string, object?>[] { new("database.tls.ca", Certificates.Shared.CaFile) } : [],
            ],
        });
    }

    /// <summary>A connection of the bare driver that is not open yet.</summary>
    /// <remarks>
    /// The size sets the pools apart: a socket that was once used asynchronously is slower with synchronous calls ever after.
    /// </remarks>
    public Func<DbConnection> Bare(bool isPooled, bool isAsync)
    {
        string text = (IsPostgreSql ? PostgreSqlText : MySqlText) + (isPooled ? $";Maximum Pool Size={(isAsync ? 100 : 99)}" : ";Pooling=false");
        return IsPostgreSql ? () => new NpgsqlConnection(text) : () => new MySqlConnection(text);
    }

    /// <summary>Closes what the bare driver's pools keep.</summary>
    public void ForgetPools()
    {
        if (IsPostgreSql)
        {
            NpgsqlConnection.ClearAllPools();
        }
        else
        {
            MySqlConnection.ClearAllPools();
        }
    }

    private string Password => $"\"{server.Password}\"";

    private string MySqlText => $"Server={Host};Port={Port};User ID={server.User};Password={Password};" + tls switch
    {
        OpeningTls.None => "SslMode=None;AllowPublicKeyRetrieval=true",
        OpeningTls.Unverified => "SslMode=Required",
        _ => $"SslMode=VerifyFull;SslCa={Certificates.Shared.CaFile}",
    };

    private string PostgreSqlText => $"Host={Host};Port={Port};Username={server.User};Password={Password};Database=postgres;" + tls switch
    {
        OpeningTls.None => "SslMode=Disable",
        OpeningTls.Unverified => "SslMode=Require",
        _ => $"SslMode=VerifyFull;RootCertificate={Certificates.Shared.CaFile}",
    };
}
