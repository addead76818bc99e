using DataJoint.Connections.MySql;
using DataJoint.Connections.PostgreSql;
using DataJoint.Connections.Sqlite;

namespace DataJoint.Cli;

/// <summary>The databases that djc opens.</summary>
internal static class Backends
{
    public static void Register()
    {
        MySqlBackend.Register();
        PostgreSqlBackend.Register();
        SqliteBackend.Register();
    }
}
