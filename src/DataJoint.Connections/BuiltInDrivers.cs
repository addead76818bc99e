using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Drivers.MySql;
using DataJoint.Connections.Drivers.PostgreSql;
using DataJoint.Connections.Drivers.Sqlite;

namespace DataJoint.Connections;

/// <summary>Registers the drivers that this package brings, before anything of it is used.</summary>
internal static class BuiltInDrivers
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The registration is this package's own, and no program has to call it.")]
    internal static void Register()
    {
        DatabaseDrivers.Register(new MySqlDriver());
        DatabaseDrivers.Register(new PostgreSqlDriver());
        DatabaseDrivers.Register(new SqliteDriver());
    }
}
