using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>Makes what was done in a folder (a name added, replaced) survive a power cut.</summary>
internal static partial class FolderSync
{
    /// <summary>Syncs an open folder. One that could not be opened for reading cannot be synced by anybody, and is let pass.</summary>
    public static void Sync(SafeFileHandle? folder, FileFaults faults, string name)
    {
        if (folder is null || FSync(folder) == 0)
        {
            return;
        }

        // Some file systems (network shares above all) sync names by themselves and refuse the call.
        int error = Marshal.GetLastPInvokeError();
        if (error is not (Errno.Invalid or Errno.BadHandle) && error != Errno.NotSupported && error != Errno.NoSuchCall)
        {
            throw faults.FromErrno(error, name);
        }
    }

    /// <summary>Syncs a folder by path on POSIX systems; Windows has no such call and needs none.</summary>
    public static void Sync(string folder, FileFaults faults, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int handle = Open(folder, 0);
        if (handle >= 0)
        {
            using var opened = new SafeFileHandle(handle, ownsHandle: true);
            Sync(opened, faults, name);
        }
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
