using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.PostgreSql;

/// <summary>Backend <c>postgresql</c>: PostgreSQL, by Npgsql.</summary>
public static class PostgreSqlBackend
{
    /// <summary>
    /// Makes databases of backend <c>postgresql</c> open in this program. With a package reference that happens by itself; with a project reference
    /// call it once, before the first connection. Further calls do nothing.
    /// </summary>
    public static void Register() => DatabaseDrivers.Shared.Register(new PostgreSqlDriver());
}
