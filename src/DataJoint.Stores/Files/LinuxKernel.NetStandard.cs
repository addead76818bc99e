using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>The build for .NET Framework uses the calls of every system alone.</summary>
internal static class LinuxKernel
{
    public static bool IsAvailable => false;

    public static IFileTree CreateTree(string location, FileFaults faults) => new PortableFileTree(location, faults);

    public static bool? TryRename(string path, string name) => null;

    public static bool IsSpecial(string path) => false;

    public static bool IsOwnFileAt(string path, SafeFileHandle handle) => false;

    public static void MarkInUse(SafeFileHandle handle)
    {
    }
}
