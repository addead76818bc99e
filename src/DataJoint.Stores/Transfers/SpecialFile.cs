using DataJoint.Stores.Files;

namespace DataJoint.Stores.Transfers;

/// <summary>Tells devices, pipes and sockets from files, where the system can be asked: on 64-bit Linux.</summary>
internal static class SpecialFile
{
    /// <summary>Whether there is one at the path, or where the link leads that is there.</summary>
    public static bool Is(string path) => LinuxKernel.IsAvailable && LinuxKernel.IsSpecial(path);
}
