using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Sqlite;

/// <summary>What lies at the path of an embedded database, before SQLite opens it.</summary>
internal static class SqliteFile
{
    private static readonly string[] Companions = ["-journal", "-wal", "-shm"];

    /// <summary>SQLite opens whatever has the name; a pipe would hold it up for ever.</summary>
    /// <exception cref="ConnectionException">The database, or a file that SQLite keeps beside it, is there and is not a regular file.</exception>
    public static void CheckKinds(SessionContext context)
    {
        if (context.Target.IsInMemory)
        {
            return;
        }

        string path = context.Target.Name!;
        foreach (string file in Companions.Select(suffix => path + suffix).Prepend(path))
        {
            if (NamedFile.FindProblem(file) is string problem)
            {
                throw new ConnectionException(
                [
                    new Diagnostic(
                        DatabaseRules.DatabaseUnreachable, $"{Display.Sanitize(file, 400)} is not opened: {problem}",
                        file == path ? "Name the database file: djc config set database.name PATH" : "Remove it: SQLite keeps a file of its own there.",
                        context.Snapshot.Find("database.name").Origin),
                ]);
            }
        }
    }
}
