using DataJoint.Configuration;

namespace DataJoint.Stores.Gcs.Transfers;

/// <summary>
/// Where this machine keeps what it needs to go on with uploads that were broken off. The address of a session is as good as a key for one object, so
/// the folder is for its owner alone, and is not used when it is not.
/// </summary>
internal static class UploadFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // Google forgets sessions by then.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The folder, made where it is missing; <see langword="null"/> when there is none that can be trusted.</summary>
    public static string? Find(HostEnvironment hostEnvironment)
    {
        if (PathIn(hostEnvironment) is not { } path)
        {
            return null;
        }

        try
        {
            Make(path);
            if (!IsPrivate(path))
            {
                return null;
            }

            Sweep(path);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // https://specifications.freedesktop.org/basedir/latest/
    private static string? PathIn(HostEnvironment hostEnvironment)
    {
        string? root = OperatingSystem.IsWindows() ? hostEnvironment.FindVariable("LOCALAPPDATA")
            : hostEnvironment.FindVariable("XDG_STATE_HOME") is { } state && Path.IsPathFullyQualified(state) ? state
            : hostEnvironment.FindHomeDirectory() is { Length: > 0 } home ? Path.Combine(home, ".local", "state") : null;
        return root is not null && Path.IsPathFullyQualified(root) ? Path.Combine(root, "datajoint", "uploads") : null;
    }

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    private static bool IsPrivate(string path)
    {
        if (new DirectoryInfo(path).LinkTarget is not null)
        {
            return false;
        }

        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        UnixFileMode mode = File.GetUnixFileMode(path);
        if ((mode & Others) != 0)
        {
            return false;
        }

        // Only the owner may set the mode; others are refused.
        File.SetUnixFileMode(path, mode);
        return true;
    }

    private static void Sweep(string path)
    {
        DateTime limit = TimeProvider.System.GetUtcNow().UtcDateTime - Kept;
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles().Where(file => file.LastWriteTimeUtc < limit))
        {
            file.Delete();
        }
    }
}
