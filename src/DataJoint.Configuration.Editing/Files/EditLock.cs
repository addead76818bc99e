using System.Diagnostics;
using System.Runtime.InteropServices;
using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Editing.Files;

/// <summary>Keeps two edits of one directory apart, also those of other processes. Leaves nothing behind.</summary>
/// <remarks>An advisory lock on the directory itself (flock(2)); on Windows a file that vanishes when it is closed.</remarks>
internal sealed class EditLock : IDisposable
{
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;

    private readonly FileStream? _file;
    private int _descriptor = -1;

    private EditLock(int descriptor, FileStream? file)
    {
        _descriptor = descriptor;
        _file = file;
    }

    /// <summary>How long another program may hold it.</summary>
    public static TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="ConfigurationEditException">Another program has held it for half a minute.</exception>
    public static EditLock Take(string directory)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            EditLock? taken = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? TryWindows(directory) : TryPosix(directory);
            if (taken is not null)
            {
                return taken;
            }

            if (waited.Elapsed > Timeout)
            {
                throw new ConfigurationEditException(
                    new Diagnostic(EditRules.EditRefused, $"another program has been editing in {directory} for half a minute", "Try again."),
                    isTransient: true);
            }

            Thread.Sleep(10);
        }
    }

    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
        {
            _ = Libc.Close(descriptor);
        }

        _file?.Dispose();
    }

    private static unsafe EditLock? TryPosix(string directory)
    {
        int descriptor;
        fixed (byte* name = Libc.PathBytes(directory))
        {
            descriptor = Libc.Open(name, Libc.ReadFlags);
        }

        if (descriptor < 0)
        {
            throw AtomicFile.CannotWrite(directory, Libc.Describe(Marshal.GetLastWin32Error()));
        }

        if (Libc.FLock(descriptor, LockExclusive | LockNonBlocking) == 0 || Marshal.GetLastWin32Error() != Libc.EWouldBlock)
        {
            // A file system without locks (some network shares) gives an error: then edits are atomic, but not serialised.
            return new EditLock(descriptor, null);
        }

        _ = Libc.Close(descriptor);
        return null;
    }

    private static EditLock? TryWindows(string directory)
    {
        try
        {
            string path = Path.Combine(directory, ".djc.lock");
            return new EditLock(-1, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
