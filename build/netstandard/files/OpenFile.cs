using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataJoint;

/// <summary>Length, time and owner of an open file, which .NET Framework does not tell by handle; and the stream behind a handle.</summary>
internal static unsafe class OpenFile
{
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const int StatSize = 256;

    private static readonly ConditionalWeakTable<SafeFileHandle, FileStream> Streams = new();

    /// <summary>Opens a file. Each read and write names its offset.</summary>
    public static SafeFileHandle Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        FileStream stream = new(path, mode, access, share, bufferSize: 1);
        SafeFileHandle handle = stream.SafeFileHandle;
        Streams.Add(handle, stream);
        return handle;
    }

    /// <summary>The stream that a handle was opened with; lock it to use its position.</summary>
    public static FileStream StreamOf(SafeFileHandle handle) =>
        handle.IsClosed || !Streams.TryGetValue(handle, out FileStream? stream) ? throw new ObjectDisposedException(nameof(SafeFileHandle)) : stream;

    public static long LengthOf(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsWindows())
        {
            return StatOf(handle).Length;
        }

        return GetFileSizeEx(handle, out long length) ? length : throw Failed();
    }

    public static DateTime LastWriteTimeOf(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsWindows())
        {
            return StatOf(handle).Modified;
        }

        return GetFileTime(handle, null, null, out long time) ? DateTime.FromFileTimeUtc(time) : throw Failed();
    }

    /// <summary>Whether the current user owns an open file. On Windows, who may open a file for writing is asked when it is opened.</summary>
    public static bool IsOwn(SafeFileHandle handle) => OperatingSystem.IsWindows() || StatOf(handle).Owner == GetEffectiveUser();

    // https://man7.org/linux/man-pages/man2/statx.2.html
    private static (long Length, DateTime Modified, uint Owner) StatOf(SafeFileHandle handle)
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
    private static extern int StatX(SafeFileHandle file, string path, int flags, uint mask, byte* found);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUser();

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileSizeEx(SafeFileHandle file, out long length);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileTime(SafeFileHandle file, long* created, long* read, out long written);
}
