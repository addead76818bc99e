using DataJoint.Configuration.Permissions;

namespace DataJoint.Configuration.Editing.Files;

/// <summary>Writing with the means of .NET alone: on Windows and macOS.</summary>
internal static class ManagedWriting
{
    /// <param name="path">The temporary file.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="isSecret">Whether it is for the owner alone.</param>
    /// <param name="replaced">The file whose mode a new one that is not a secret takes over, when it exists.</param>
    public static void Create(string path, byte[] content, bool isSecret, string replaced)
    {
#if NET
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows() && isSecret)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream stream = new(path, options);
#else
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
#endif
        if (isSecret)
        {
            AccessLists.OfSystem?.Restrict(path, isDirectory: false);
        }

#if NET
        if (!isSecret && !OperatingSystem.IsWindows() && File.Exists(replaced))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(replaced));
        }
#else
        _ = replaced;
#endif

        stream.Write(content, 0, content.Length);
        stream.Flush(flushToDisk: true);
    }

    public static void Replace(string temporary, string path)
    {
#if NET
        File.Move(temporary, path, overwrite: true);
#else
        if (File.Exists(path))
        {
            File.Replace(temporary, path, null);
        }
        else
        {
            File.Move(temporary, path);
        }
#endif
    }
}
