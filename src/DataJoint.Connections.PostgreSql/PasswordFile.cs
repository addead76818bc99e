using System.Globalization;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.PostgreSql;

/// <summary>The user's file of passwords, as psql reads it: https://www.postgresql.org/docs/current/libpq-pgpass.html.</summary>
internal static partial class PasswordFile
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxShown = 400;

    /// <summary>The password for a server, when the file has one that may go there.</summary>
    /// <remarks>
    /// It belongs to the user, so the user decides where it goes: a line names a host or a port only by writing it out. A <c>*</c>, or <c>localhost</c> for a
    /// socket, leaves the choice to the settings, and then the project is not the one who chooses.
    /// </remarks>
    public static KeptPassword Find(DatabaseTarget target, ConfigurationSnapshot snapshot, HostEnvironment hostEnvironment)
    {
        if (FindPath(hostEnvironment) is not string path)
        {
            return KeptPassword.None;
        }

        string host = target.IsUnixSocket ? PostgreSqlSocket.DirectoryOf(target.Host) : target.Host;
        string port = target.Port.ToString(CultureInfo.InvariantCulture);
        bool isWithheld = false;
        IEnumerable<string> lines = Read(path, out IgnoredFile? ignored);
        foreach (string line in lines)
        {
            List<string> parts = Split(line);
            if (parts.Count < 5 || parts[4].Length == 0 || !Matches(parts[1], port) || !Matches(parts[2], target.Name ?? "postgres") || !Matches(parts[3], target.User))
            {
                continue;
            }

            bool namesHost = parts[0] == host || (target.IsUnixSocket && parts[0] == target.Host);
            if (namesHost || parts[0] == "*" || (target.IsUnixSocket && parts[0] == "localhost"))
            {
                if (snapshot.AllowsUserPassword(namesHost, namesPort: parts[1] == port))
                {
                    return new KeptPassword { Text = new Secret(parts[4]) };
                }

                isWithheld = true;
            }
        }

        return isWithheld || ignored is not null ? new KeptPassword { IsWithheld = isWithheld, Ignored = ignored } : KeptPassword.None;
    }

    private static string? FindPath(HostEnvironment hostEnvironment)
    {
        if (hostEnvironment.FindVariable("PGPASSFILE") is string given)
        {
            return given;
        }

        if (OperatingSystem.IsWindows())
        {
            return hostEnvironment.FindVariable("APPDATA") is string folder ? Path.Combine(folder, "postgresql", "pgpass.conf") : null;
        }

        return hostEnvironment.FindHomeDirectory() is string home ? Path.Combine(home, ".pgpass") : null;
    }

    /// <summary>The lines that count. A file that others may use has none, as for psql.</summary>
    private static IEnumerable<string> Read(string path, out IgnoredFile? ignored)
    {
        string shown = Display.Sanitize(path, MaxShown);
        ignored = null;
        try
        {
            if (!Path.IsPathRooted(path))
            {
                ignored = new IgnoredFile($"PGPASSFILE is ignored: {shown} is not an absolute path", "Let PGPASSFILE name the file by its absolute path.");
                return [];
            }

            // Everything else that may stand in its place, such as /dev/null, means that there is none.
            if (NamedFile.FindProblem(path) is not null || !File.Exists(path))
            {
                return [];
            }

            ignored = FindOthers(path, shown);
            return ignored is null ? NamedFile.ReadText(path, MaxBytes).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => !line.StartsWith('#')) : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            ignored = new IgnoredFile($"{shown} is ignored: it cannot be read", "Let its owner be the one who runs this, and its mode 0600.");
            return [];
        }
    }

    private static bool Matches(string pattern, string text) => pattern == "*" || pattern == text;

    /// <summary>The fields between colons; a backslash takes the meaning from the character that follows.</summary>
    private static List<string> Split(string line)
    {
        List<string> parts = [];
        StringBuilder part = new();
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == ':')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                i += line[i] == '\\' && i + 1 < line.Length ? 1 : 0;
                part.Append(line[i]);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }
}
