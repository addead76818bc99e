using DataJoint.Configuration;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Settings;

/// <summary>Which file an embedded database is.</summary>
internal static class DatabaseFile
{
    /// <summary>The name of a database that lives in memory and is gone with its connection.</summary>
    public const string Memory = ":memory:";

    /// <summary>The absolute path that <c>database.name</c> means, or <see cref="Memory"/>.</summary>
    /// <exception cref="ConnectionException">It names none.</exception>
    public static string Resolve(ConfigurationSnapshot snapshot)
    {
        string? name = snapshot.Database.Name;
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ConnectionException(
            [
                new Diagnostic(
                    DatabaseRules.MissingDatabaseFile, "database.name is not set; with the sqlite backend it is the path of the database file",
                    "It belongs in datajoint.json: djc config set database.name lab.db. Or set DJ_DATABASE_NAME."),
            ]);
        }

        if (name != Memory && PathSyntax.FindFault(name!) is string fault)
        {
            throw new ConnectionException(
            [
                new Diagnostic(
                    DatabaseRules.MissingDatabaseFile, $"database.name has {fault}, so it cannot be a path here: {Display.Quote(name!)}",
                    PathSyntax.DescribeRemedy(name!) + ".", snapshot.Find("database.name").Origin),
            ]);
        }

        return name == Memory ? name : ProjectPath.Resolve(snapshot, name!);
    }
}
