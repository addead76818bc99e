using System.Runtime.InteropServices;

namespace DataJoint.Stores.Files;

/// <summary>Makes what was done in a folder (a name added, replaced) survive a power cut. Folders are not kept open here.</summary>
internal static class FolderSync
{
    public static void Sync(SafeFileHandle? folder, FileFaults faults, string name)
    {
    }

    /// <summary>Syncs a folder by path on POSIX systems; Windows has no such call and needs none.</summary>
    public static void Sync(string folder, FileFaults faults, string name)
    {
        int handle = OperatingSystem.IsWindows() ? -1 : Open(folder, 0);
        if (handle < 0)
        {
            return;
        }

        int error = FSync(handle) == 0 ? 0 : Marshal.GetLastWin32Error();
        _ = Close(handle);

        // Some file systems (network shares above all) sync names by themselves and refuse the call.
        if (error is not (0 or Errno.Invalid or Errno.BadHandle) && error != Errno.NotSupported && error != Errno.NoSuchCall)
        {
            throw faults.FromErrno(error, name);
        }
    }

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(string path, int flags);
}
