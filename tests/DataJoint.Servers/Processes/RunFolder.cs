using System.Diagnostics;

namespace DataJoint.Servers;

/// <summary>A directory for the files of one server, deleted with it. What a killed test process left behind is deleted by the next one.</summary>
internal sealed class RunFolder : IDisposable
{
    private const string LockSuffix = ".lock";

    private static readonly HashSet<string> Swept = [];

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <summary>Makes a directory below <paramref name="parent"/> that other users may pass through but not list.</summary>
    public static RunFolder Below(string parent)
    {
        Directory.CreateDirectory(parent);
        Sweep(parent);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                string path = System.IO.Path.Combine(parent, "run-" + Guid.NewGuid().ToString("N"));
                FileStream held = Hold(path + LockSuffix);
                Make(path);
                return new RunFolder(path, held);
            }
            catch (IOException) when (attempt < 10)
            {
                // Swept away by another process.
            }
        }
    }

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        Delete(Path, TimeSpan.FromMinutes(1));
        if (File.Exists(Path + LockSuffix))
        {
            File.Delete(Path + LockSuffix);
        }

        _lock.Dispose();
    }

    /// <summary>The same at the end of the process, when others must have their turn whatever happens: what stays, the next process deletes.</summary>
    public void TryDispose()
    {
        try
        {
            Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    /// <summary>A file is made first and locked then: in between, a sweeper of another process may take it for one that was left behind.</summary>
    private static FileStream Hold(string path)
    {
        var held = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        if (!File.Exists(path))
        {
            held.Dispose();
            throw new IOException($"{path} was deleted");
        }

        return held;
    }

    /// <summary>A lock that can be taken belongs to a process that is gone. Deleting while it is held keeps two sweepers apart.</summary>
    private static void Sweep(string parent)
    {
        lock (Swept)
        {
            if (!Swept.Add(parent))
            {
                return;
            }
        }

        foreach (string path in Directory.EnumerateFiles(parent, "run-*" + LockSuffix))
        {
            try
            {
                using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Delete(path[..^LockSuffix.Length], TimeSpan.FromSeconds(1));
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // In use, another user's, or swept by somebody else just now.
            }
        }
    }

    /// <summary>A server that was told to end may still be writing its last file.</summary>
    private static void Delete(string path, TimeSpan timeout)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Directory.Exists(path))
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                if (Stopwatch.GetElapsedTime(begin) > timeout)
                {
                    throw;
                }

                Thread.Sleep(20);
            }
        }
    }
}
