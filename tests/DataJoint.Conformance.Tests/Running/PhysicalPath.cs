namespace DataJoint.Conformance.Tests;

/// <summary>Paths without links in them.</summary>
internal static class PhysicalPath
{
    /// <summary>The same directory with every link followed.</summary>
    /// <remarks>The temporary folder is a link on macOS, and a program sees where it leads.</remarks>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string resolved = Path.GetPathRoot(full)!;
        foreach (string part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(resolved, part);
            FileSystemInfo? target = Directory.ResolveLinkTarget(next, returnFinalTarget: true);
            resolved = target is null ? next : Of(target.FullName);
        }

        return resolved;
    }
}
