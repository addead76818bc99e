using System.Runtime.CompilerServices;
using DataJoint.Connections.PostgreSql;
using DataJoint.Connections.Sqlite;

namespace DataJoint.Tests;

/// <summary>What a package reference does by itself. MySQL comes with DataJoint.</summary>
internal static class Backends
{
    [ModuleInitializer]
    public static void Register()
    {
        PostgreSqlBackend.Register();
        SqliteBackend.Register();
    }
}
