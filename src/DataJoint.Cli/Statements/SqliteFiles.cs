using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Settings;

namespace DataJoint.Cli.Statements;

/// <summary>Keeps a command that only reads from making the file of an embedded database.</summary>
internal static class SqliteFiles
{
    /// <exception cref="ConnectionException">The first connection would make it.</exception>
    public static void CheckExists(ConfigurationSnapshot snapshot)
    {
        string? name = snapshot.Database.Name;
        if (snapshot.Database.Backend != "sqlite" || string.IsNullOrWhiteSpace(name) || name == DatabaseFile.Memory)
        {
            return;
        }

        string path = ProjectPath.Resolve(snapshot, name);
        if (IsMissing(path) && Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new ConnectionException(
            [
                new Diagnostic(
                    DatabaseRules.DatabaseUnreachable, $"{Display.Sanitize(path, 400)} does not exist yet, so there is nothing to read; the first statement that writes makes it",
                    "Is the path wrong? Run: djc config explain database.name", snapshot.Find("database.name").Origin),
            ]);
        }
    }

    /// <summary>Whether nothing has this path; what is hidden from the current user may be there.</summary>
    private static bool IsMissing(string path)
    {
        try
        {
            File.GetAttributes(path);
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error is FileNotFoundException;
        }
    }
}
