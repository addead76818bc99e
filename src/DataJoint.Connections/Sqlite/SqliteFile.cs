using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>Which file an embedded database is.</summary>
internal static class SqliteFile
{
    /// <summary>The name of a database that lives in memory and is gone with its connection.</summary>
    internal const string Memory = ":memory:";

    private static readonly string[] Companions = ["-journal", "-wal", "-shm"];

    /// <summary>SQLite opens whatever has the name; a pipe would hold it up for ever.</summary>
    /// <exception cref="ConnectionException">The database, or a file that SQLite keeps beside it, is there and is not a regular file.</exception>
    internal static void CheckKinds(Generation generation)
    {
        string path = generation.Target.Name!;
        if (path == Memory)
        {
            return;
        }

        foreach (string file in Companions.Select(suffix => path + suffix).Prepend(path))
        {
            if (NamedFile.FindProblem(file) is string problem)
            {
                throw new ConnectionException(
                [
                    new Diagnostic(
                        DatabaseRules.DatabaseUnreachable, $"{Display.Sanitize(file, 400)} is not opened: {problem}",
                        file == path ? "Name the database file: djc config set database.name PATH" : "Remove it: SQLite keeps a file of its own there.",
                        generation.Snapshot.Find("database.name").Origin),
                ]);
            }
        }
    }

    /// <summary>The absolute path that <c>database.name</c> means, or <see cref="Memory"/>.</summary>
    /// <exception cref="ConnectionException">It names none.</exception>
    internal static string Resolve(ConfigurationSnapshot snapshot)
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

        return name == Memory ? name : ProjectPath.Resolve(snapshot, name);
    }
}
