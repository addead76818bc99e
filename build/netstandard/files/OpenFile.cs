using System.ComponentModel;
using System.Runtime.InteropServices;
using NativeFile = Microsoft.Win32.SafeHandles.SafeFileHandle;

namespace DataJoint;

/// <summary>Opens files, and tells length, time and owner of an open one, which .NET Framework does not by handle.</summary>
internal static unsafe class OpenFile
{
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const int StatSize = 256;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be opened; or it is to be a new one, and something has the name, also a link to nothing, which Mono would follow.</exception>
    public static SafeFileHandle Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows() && new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException($"The file '{path}' already exists.");
        }

        return new SafeFileHandle(new FileStream(path, mode, access, share, bufferSize: 1));
    }

    public static long LengthOf(NativeFile handle)
    {
        if (!OperatingSystem.IsWindows())
        {
            return StatOf(handle).Length;
        }

        return GetFileSizeEx(handle, out long length) ? length : throw Failed();
    }

    public static DateTime LastWriteTimeOf(NativeFile handle)
    {
        if (!OperatingSystem.IsWindows())
        {
            return StatOf(handle).Modified;
        }

        return GetFileTime(handle, null, null, out long time) ? DateTime.FromFileTimeUtc(time) : throw Failed();
    }

    /// <summary>Whether the current user owns an open file. On Windows, who may open a file for writing is asked when it is opened.</summary>
    public static bool IsOwn(NativeFile handle) => OperatingSystem.IsWindows() || StatOf(handle).Owner == GetEffectiveUser();

    // https://man7.org/linux/man-pages/man2/statx.2.html
    private static (long Length, DateTime Modified, uint Owner) StatOf(NativeFile handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("The file store for .NET Framework runs on Windows and on Linux; elsewhere take .NET 10.");
        }

        byte* found = stackalloc byte[StatSize];
        if (StatX(handle, "", EmptyPath, BasicStats, found) != 0)
        {
            throw Failed();
        }

        DateTime modified = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks((*(long*)(found + 112) * TimeSpan.TicksPerSecond) + (*(uint*)(found + 120) / 100));
        return (*(long*)(found + 40), modified, *(uint*)(found + 20));
    }

    private static IOException Failed()
    {
        int error = Marshal.GetLastWin32Error();
        return new IOException(new Win32Exception(error).Message, OperatingSystem.IsWindows() ? unchecked((int)0x80070000) | error : error);
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int StatX(NativeFile file, string path, int flags, uint mask, byte* found);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUser();

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileSizeEx(NativeFile file, out long length);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileTime(NativeFile file, long* created, long* read, out long written);
}
