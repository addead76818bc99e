namespace DataJoint.Configuration;

/// <summary>Writing with the means of .NET alone: on Windows and macOS.</summary>
internal static class ManagedWriting
{
    internal static void Create(string path, byte[] content, bool isSecret)
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
            WindowsAccess.Restrict(path, isDirectory: false);
        }

        stream.Write(content, 0, content.Length);
        stream.Flush(flushToDisk: true);
    }

    internal static void Replace(string temporary, string path)
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
