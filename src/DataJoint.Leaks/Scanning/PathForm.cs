namespace DataJoint.Leaks.Scanning;

/// <summary>What of a path decides how a content is read: the same content may stand at several paths.</summary>
internal static class PathForm
{
    private static readonly string[] Telling = ["datajoint", "dj_local", ".datajoint", "pgpass", "dockerfile"];

    /// <summary>Paths with the same form are read alike.</summary>
    /// <param name="path">A path, with <c>/</c>.</param>
    /// <returns>The extension; the whole name where that says more.</returns>
    public static string Find(string path)
    {
        string unpacked = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        string name = unpacked[(unpacked.LastIndexOf('/') + 1)..];
        bool isSecrets = unpacked.StartsWith(".secrets/", StringComparison.Ordinal) || unpacked.Contains("/.secrets/", StringComparison.Ordinal);
        return isSecrets ? ".secrets/" + name
            : Telling.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)) ? name
            : name[(name.LastIndexOf('.') + 1)..];
    }
}
