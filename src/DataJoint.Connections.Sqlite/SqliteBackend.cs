using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.Sqlite;

/// <summary>Backend <c>sqlite</c>: SQLite files, by Microsoft.Data.Sqlite.</summary>
public static class SqliteBackend
{
    /// <summary>
    /// Makes databases of backend <c>sqlite</c> open in this program. With a package reference that happens by itself; with a project reference
    /// call it once, before the first connection. Further calls do nothing.
    /// </summary>
    public static void Register() => DatabaseDrivers.Shared.Register(new SqliteDriver());
}
