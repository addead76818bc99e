using System.Runtime.CompilerServices;

namespace DataJoint.Connections.Tests;

/// <summary>What a package reference does by itself.</summary>
internal static class Backends
{
    [ModuleInitializer]
    public static void Register()
    {
        MySql.MySqlBackend.Register();
        PostgreSql.PostgreSqlBackend.Register();
        Sqlite.SqliteBackend.Register();
    }
}
