using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using NativeFile = Microsoft.Win32.SafeHandles.SafeFileHandle;

namespace DataJoint;

/// <summary>What .NET does with names of files, by the system's own calls.</summary>
internal static unsafe class FileNames
{
    private const int ReplaceExisting = 1;
    private const uint SymbolicLink = 0xA000000C;
    private const uint Junction = 0xA0000003;

    extension(File)
    {
        public static SafeFileHandle OpenHandle(string path, FileMode mode, FileAccess access, FileShare share) => OpenFile.Open(path, mode, access, share);

        public static DateTime GetLastWriteTimeUtc(SafeFileHandle handle) => OpenFile.LastWriteTimeOf(handle.Stream.SafeFileHandle);

        public static DateTime GetLastWriteTimeUtc(NativeFile handle) => OpenFile.LastWriteTimeOf(handle);

        public static void Move(string source, string destination, bool overwrite)
        {
            if (!overwrite)
            {
                File.Move(source, destination);
            }
            else if (OperatingSystem.IsWindows() ? !MoveFileEx(source, destination, ReplaceExisting) : Rename(source, destination) != 0)
            {
                int error = Marshal.GetLastWin32Error();
                throw new IOException(new Win32Exception(error).Message, OperatingSystem.IsWindows() ? unchecked((int)0x80070000) | error : error);
            }
        }
    }

    extension(FileSystemInfo entry)
    {
        /// <summary>
        /// Where a link leads, or null for anything else. On Windows it is the entry itself, as a whole path, so that no link is followed: .NET Framework cannot
        /// read one.
        /// </summary>
        public string? LinkTarget => OperatingSystem.IsWindows() ? (IsWindowsLink(entry.FullName) ? entry.FullName : null) : ReadLink(entry.FullName);
    }

    private static string? ReadLink(string path)
    {
        byte[] target = new byte[4096];
        nint length = ReadLink(path, target, (nint)target.Length);
        return length < 0 ? null : Encoding.UTF8.GetString(target, 0, (int)length);
    }

    // Other entries with such an attribute are files that the system keeps elsewhere, OneDrive's for example.
    private static bool IsWindowsLink(string path)
    {
        const int size = 592;
        byte* found = stackalloc byte[size];
        nint search = FindFirstFile(path, found);
        if (search == -1)
        {
            return false;
        }

        FindClose(search);
        return (*(uint*)found & (uint)FileAttributes.ReparsePoint) != 0 && *(uint*)(found + 36) is SymbolicLink or Junction;
    }

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int Rename(string source, string destination);

    [DllImport("libc", EntryPoint = "readlink", SetLastError = true)]
    private static extern nint ReadLink(string path, byte[] target, nint size);

    [DllImport("kernel32", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool MoveFileEx(string source, string destination, int flags);

    [DllImport("kernel32", EntryPoint = "FindFirstFileW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern nint FindFirstFile(string path, byte* found);

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool FindClose(nint search);
}
