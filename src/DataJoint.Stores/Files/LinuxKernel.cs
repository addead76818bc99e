using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>What only the kernel of 64-bit Linux does for a store. All but <see cref="IsAvailable"/> is asked only where it is there.</summary>
internal static class LinuxKernel
{
    public static bool IsAvailable => LinuxCalls.IsAvailable;

    /// <summary>The files below a location, out of which no link leads.</summary>
    public static IFileTree CreateTree(string location, FileFaults faults) => new LinuxFileTree(location, faults);

    /// <summary>Renames a file within its folder unless something has the name.</summary>
    /// <returns>Whether it was free; null where the file system does not know the call, or for another reason.</returns>
    public static bool? TryRename(string path, string name)
    {
        using SafeFileHandle? folder = LinuxCalls.Open(Path.GetDirectoryName(path)!, LinuxCalls.PathOnly | LinuxCalls.Directory, out _);
        return folder is null ? null
            : LinuxCalls.RenameWithoutReplacing(folder, Path.GetFileName(path), Path.GetFileName(name)) == 0 ? true
            : Marshal.GetLastPInvokeError() == Errno.Exists ? false
            : null;
    }

    /// <summary>Whether there is a device, a pipe or a socket at the path, or where the link leads that is there.</summary>
    public static bool IsSpecial(string path)
    {
        using SafeFileHandle? target = LinuxCalls.Open(path, LinuxCalls.PathOnly, out _);
        return target is not null && LinuxCalls.Stat(target, "", out _) is { Kind: FolderEntryKind.Special };
    }

    /// <summary>Whether an open file is the one at the path, a file, and the current user's: not what a link led to that was there for a moment.</summary>
    public static bool IsOwnFileAt(string path, SafeFileHandle handle)
    {
        using SafeFileHandle? folder = LinuxCalls.Open(Path.GetDirectoryName(path)!, LinuxCalls.PathOnly | LinuxCalls.Directory, out _);
        return folder is not null && LinuxCalls.IsOwn(handle) && LinuxCalls.Stat(handle, "", out _) is { Kind: FolderEntryKind.File } opened
            && LinuxCalls.Stat(folder, Path.GetFileName(path), out _)?.FileId == opened.FileId;
    }

    /// <summary>Says that a file is in use: it may lie in the folder of a file store, whose writers remove what is left there.</summary>
    public static void MarkInUse(SafeFileHandle handle) => _ = LinuxCalls.TryMarkInUse(handle);
}
