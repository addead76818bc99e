namespace DataJoint.Git;

/// <summary>Looks for a program in the absolute directories of PATH, and nowhere else.</summary>
/// <remarks>What Windows and .NET do by themselves takes a program of the current directory first, which may be a stranger's project.</remarks>
internal static class ProgramSearch
{
    private const string WindowsSuffix = ".exe";

    /// <summary>Finds a program.</summary>
    /// <param name="name">Its name without a directory; on Windows <c>.exe</c> may be missing.</param>
    /// <param name="searchPath">Directories as in PATH.</param>
    /// <returns>Its path, or null.</returns>
    public static string? Find(string name, string searchPath)
    {
        string file = OperatingSystem.IsWindows() && !Path.HasExtension(name) ? name + WindowsSuffix : name;
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(candidate => File.Exists(candidate) && IsExecutable(candidate));
    }

    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
