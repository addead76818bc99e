using DataJoint.Configuration;

namespace DataJoint.Stores.Layout;

/// <summary>Paths and URLs in a file store.</summary>
internal static class FilePlace
{
    public static string Join(StoreSpec spec, string name)
    {
        string root = Path.GetFullPath(spec.Project.Root ?? spec.Project.StartDirectory);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(spec.Location, name), root)).Replace('\\', '/');
    }

    /// <summary>An absolute path as a URL, links in it resolved as far as the path exists.</summary>
    public static string ToUrl(string path) => "file:///" + Resolve(path, 0).Replace('\\', '/').TrimStart('/');

    private static string Resolve(string path, int depth)
    {
        const int deepest = 40;
        if (Path.GetDirectoryName(path) is not { } folder || depth > deepest)
        {
            return path;
        }

        string whole = Path.Combine(Resolve(folder, depth + 1), Path.GetFileName(path));
        try
        {
            return new FileInfo(whole).LinkTarget is { } target
                ? Resolve(Path.GetFullPath(target, Path.GetDirectoryName(whole)!), depth + 1)
                : whole;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return whole;
        }
    }
}
