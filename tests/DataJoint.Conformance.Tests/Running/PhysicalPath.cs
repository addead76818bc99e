namespace DataJoint.Conformance.Tests;

/// <summary>Paths without links in them.</summary>
internal static class PhysicalPath
{
    /// <summary>The same directory with every link followed.</summary>
    /// <remarks>The temporary folder is a link on macOS, and a program sees where it leads.</remarks>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(full)!;
        foreach (var part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, part);
            var target = Directory.ResolveLinkTarget(next, returnFinalTarget: true);
            resolved = target is null ? next : Of(target.FullName);
        }

        return resolved;
    }
}
