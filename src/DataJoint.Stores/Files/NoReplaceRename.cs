namespace DataJoint.Stores.Files;

/// <summary>
/// Gives a file a name that nothing has yet, in one step where the system can: the runtime's move looks first and then renames, so that of two
/// writers both may succeed.
/// </summary>
internal static class NoReplaceRename
{
    /// <summary>Renames a file within its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The path that it is to have.</param>
    /// <returns>False when something has that name: nothing was done.</returns>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public static bool TryTake(string path, string name)
    {
        if ((OperatingSystem.IsWindows() ? null : TryRename(path, name) ?? TryLink(path, name)) is { } done)
        {
            return done;
        }

        try
        {
            File.Move(path, name, overwrite: false);
            return true;
        }
        catch (IOException) when (Path.Exists(name))
        {
            return false;
        }
    }

    // Null where the system or the file system does not know the call, or for another reason, which the next attempt tells.
    private static bool? TryRename(string path, string name) => LinuxKernel.IsAvailable ? LinuxKernel.TryRename(path, name) : null;

    private static bool? TryLink(string path, string name)
    {
        if (PosixLink.TryCreate(path, name) is not true and var refused)
        {
            return refused;
        }

        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            // The file has its name, which is what counts; the former one is hidden and reserved.
        }

        return true;
    }
}
