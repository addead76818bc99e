using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Permissions;

/// <summary>What Windows tells of the volume that a path is on. Only asked when an access list looks wrong.</summary>
internal static unsafe class WindowsVolume
{
    private const int KeepsLists = 0x8; // FILE_PERSISTENT_ACLS
    private const int ReadOnly = 0x80000; // FILE_READ_ONLY_VOLUME
    private const int MaxPath = 32768;
    private const int MaxName = 261;

    public static MountPoint? Find(string path)
    {
        char[] root = new char[MaxPath];
        char[] fileSystem = new char[MaxName];
        fixed (char* name = path + "\0", rootStart = root, fileSystemStart = fileSystem)
        {
            int flags;
            return GetVolumePathName(name, rootStart, MaxPath) != 0
                && GetVolumeInformation(rootStart, null, 0, null, null, &flags, fileSystemStart, MaxName) != 0
                ? Describe(TextOf(root), TextOf(fileSystem), flags, IsWine())
                : null;
        }
    }

    /// <summary>A volume of that type and with these flags. Wine says of each that it keeps lists, and makes modes of them that let others in.</summary>
    public static MountPoint Describe(string root, string fileSystem, int flags, bool isWine) =>
        new(root, isWine ? fileSystem + " by Wine" : fileSystem, (flags & ReadOnly) != 0, (flags & KeepsLists) != 0 && !isWine);

    private static string TextOf(char[] buffer) => new(buffer, 0, Array.IndexOf(buffer, '\0'));

    private static bool IsWine()
    {
        try
        {
            return WineVersion() != null;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("kernel32", EntryPoint = "GetVolumePathNameW", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetVolumePathName(char* path, char* root, int rootLength);

    [DllImport("kernel32", EntryPoint = "GetVolumeInformationW", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetVolumeInformation(
        char* root, char* name, int nameLength, int* serial, int* maxComponent, int* flags, char* fileSystem, int fileSystemLength);

    [DllImport("ntdll", EntryPoint = "wine_get_version", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern byte* WineVersion();
}
