namespace DataJoint.Git.Objects;

/// <summary>The directories of a repository, and the form of its objects.</summary>
internal sealed class GitDirectory
{
    private GitDirectory(string path, string commonPath)
    {
        Path = path;
        CommonPath = commonPath;
        IdBytes = ReadExtension("objectformat") switch
        {
            null or "sha1" => 20,
            "sha256" => 32,
            _ => throw new GitException("the objects of this repository are of a form that djc does not read"),
        };
    }

    /// <summary>That of one work tree.</summary>
    public string Path { get; }

    /// <summary>That which all work trees of the repository share.</summary>
    public string CommonPath { get; }

    /// <summary>How long the names of objects are.</summary>
    public int IdBytes { get; }

    /// <summary>Whether refs are kept in tables instead of files.</summary>
    public bool HasReftable => Directory.Exists(System.IO.Path.Combine(CommonPath, "reftable")) || ReadExtension("refstorage") is not (null or "files");

    /// <summary>Opens one.</summary>
    /// <param name="path">The directory that a <c>.git</c> is, or leads to.</param>
    /// <exception cref="GitException">It cannot be read.</exception>
    public static GitDirectory Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        string common = GitFile.ReadText(System.IO.Path.Combine(full, "commondir"), full) is { Length: > 0 } named && !named.Contains('\0', StringComparison.Ordinal)
            ? System.IO.Path.GetFullPath(named.TrimEnd('\r', '\n'), full)
            : full;
        return Directory.Exists(System.IO.Path.Combine(common, "objects"))
            ? new GitDirectory(full, common)
            : throw GitException.Unavailable($"{Configuration.Display.Sanitize(path, 400)} is not a git repository");
    }

    /// <summary>The value of <c>extensions.NAME</c>, which git takes from this file alone.</summary>
    private string? ReadExtension(string name)
    {
        string section = "";
        string? value = null;
        foreach (string raw in (GitFile.ReadText(System.IO.Path.Combine(CommonPath, "config"), CommonPath) ?? "").Split('\n'))
        {
            string line = raw.Trim();
            if (line.StartsWith('[') && line.IndexOf(']', StringComparison.Ordinal) is int end and > 0)
            {
                section = line[1..end].Trim().ToLowerInvariant();
                line = line[(end + 1)..].Trim();
            }

            if (section == "extensions" && line.Split('=', 2) is [string key, string text] && key.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = text.Split('#', ';')[0].Trim().Trim('"').ToLowerInvariant();
            }
        }

        return value;
    }
}
