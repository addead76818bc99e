using System.Text;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;

namespace DataJoint.Connections.PostgreSql;

/// <summary>The user's file of passwords, as psql reads it: https://www.postgresql.org/docs/current/libpq-pgpass.html.</summary>
internal static partial class PasswordFile
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The password for a server, or null when the file has none that may go there.</summary>
    /// <remarks>It belongs to the user, so it goes only to a host that the user has named: a line for any host does not count for one that the project names.</remarks>
    public static Secret? Find(DatabaseTarget target, ConfigurationSnapshot snapshot, HostEnvironment hostEnvironment)
    {
        bool isLocal = target.IsUnixSocket || target.Host is "localhost" or "127.0.0.1" or "::1";
        if (FindPath(hostEnvironment) is not string path
            || (!isLocal && snapshot.Find("database.use_tls") is { Layer: SettingLayer.Project, Value.Kind: SettingValueKind.Boolean } tls && !tls.Value.AsBoolean()))
        {
            return null;
        }

        bool takesAnyHost = isLocal || snapshot.Find("database.host").Layer != SettingLayer.Project;
        string host = target.IsUnixSocket ? "localhost" : target.Host;
        string port = target.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (string line in Read(path))
        {
            List<string> parts = Split(line);
            if (parts.Count >= 5 && (parts[0] == "*" ? takesAnyHost : parts[0] == host || (target.IsUnixSocket && parts[0] == target.Host))
                && Matches(parts[1], port) && Matches(parts[2], target.Name ?? "postgres") && Matches(parts[3], target.User) && parts[4].Length > 0)
            {
                return new Secret(parts[4]);
            }
        }

        return null;
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

    /// <summary>The lines that count. A file that others may read does not, as for psql.</summary>
    private static IEnumerable<string> Read(string path)
    {
        try
        {
            FileInfo file = new(path);
            bool isOwn = file is { Exists: true, Length: <= MaxBytes } && BelongsToUserAlone(path);
            return isOwn ? File.ReadLines(path).Where(line => !line.StartsWith('#')) : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
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
