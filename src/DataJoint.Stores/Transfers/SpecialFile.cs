using DataJoint.Stores.Files;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Transfers;

/// <summary>Tells devices, pipes and sockets from files, where the system can be asked: on 64-bit Linux.</summary>
internal static class SpecialFile
{
    /// <summary>Whether there is one at the path, or where the link leads that is there.</summary>
    public static bool Is(string path)
    {
        if (!LinuxCalls.IsAvailable)
        {
            return false;
        }

        using SafeFileHandle? target = LinuxCalls.Open(path, LinuxCalls.PathOnly, out _);
        return target is not null && LinuxCalls.Stat(target, "", out _) is { Kind: FolderEntryKind.Special };
    }
}
