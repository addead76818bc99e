namespace DataJoint;

/// <summary>Paths.</summary>
internal static class Paths
{
    extension(Path)
    {
        public static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

        public static bool IsPathFullyQualified(string path) =>
            Path.IsPathRooted(path) && (!OperatingSystem.IsWindows() || path.StartsWith(@"\\", StringComparison.Ordinal) || (path.Length > 2 && path[1] == ':' && path[2] is '/' or '\\'));

        public static string GetFullPath(string path, string from) => Path.GetFullPath(Path.Combine(from, path));

        public static string TrimEndingDirectorySeparator(string path)
        {
            string trimmed = path.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
            return trimmed.Length < Path.GetPathRoot(path)!.Length ? path : trimmed;
        }
    }
}
