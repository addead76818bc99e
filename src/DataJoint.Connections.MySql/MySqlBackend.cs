using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.MySql;

/// <summary>Backend <c>mysql</c>: MySQL and MariaDB, by MySqlConnector.</summary>
public static class MySqlBackend
{
    /// <summary>
    /// Makes databases of backend <c>mysql</c> open in this program. With a package reference that happens by itself; with a project reference
    /// call it once, before the first connection. Further calls do nothing.
    /// </summary>
    public static void Register() => DatabaseDrivers.Shared.Register(new MySqlDriver());
}
