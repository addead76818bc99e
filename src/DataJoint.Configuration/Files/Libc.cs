using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Files;

/// <summary>The calls of the C library that .NET has no counterpart for, with their constants on Linux and macOS.</summary>
internal static unsafe class Libc
{
    public const int EPerm = 1;
    public const int ENoEnt = 2;
    public const int EIntr = 4;
    public const int EAgain = 11;
    public const int EAcces = 13;
    public const int EExist = 17;
    public const int ENotDir = 20;
    public const int ENoSys = 38;
    public const int ERofs = 30;
    public const int ENoSpc = 28;

    private const string Library = "libc";

#if NET
    /// <summary>A constant to the native compiler, which thus never looks for macOS's functions on Linux.</summary>
    public static bool IsMac => OperatingSystem.IsMacOS();
#else
    public static readonly bool IsMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
#endif

    public static int EWouldBlock => IsMac ? 35 : EAgain;

    public static int ELoop => IsMac ? 62 : 40;

    public static int ReadFlags => IsMac ? 0x4 | 0x20000 | 0x1000000 : 0x800 | 0x100 | 0x80000; // O_NONBLOCK | O_NOCTTY | O_CLOEXEC

    // O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC. With O_EXCL no link is followed, so O_NOFOLLOW, whose bit differs between processors, is not needed.
    public static int CreateFlags => IsMac ? 0x1 | 0x200 | 0x800 | 0x1000000 : 0x1 | 0x40 | 0x80 | 0x80000;

    [DllImport(Library, EntryPoint = "open", SetLastError = true)]
    public static extern int Open(byte* path, int flags);

    // The mode is a variadic argument; on arm64 macOS such go on the stack, so this one is only used on Linux.
    [DllImport(Library, EntryPoint = "open", SetLastError = true)]
    public static extern int OpenCreate(byte* path, int flags, uint mode);

    [DllImport(Library, EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int descriptor);

    [DllImport(Library, EntryPoint = "read", SetLastError = true)]
    public static extern nint Read(int descriptor, byte* buffer, nuint count);

    [DllImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static extern int FSync(int descriptor);

    [DllImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static extern int FLock(int descriptor, int operation);

    [DllImport(Library, EntryPoint = "statx", SetLastError = true)]
    public static extern int StatX(int directory, byte* path, int flags, uint mask, byte* buffer);

    [DllImport(Library, EntryPoint = "stat", SetLastError = true)]
    public static extern int MacStat(byte* path, byte* buffer);

    [DllImport(Library, EntryPoint = "stat$INODE64", SetLastError = true)]
    public static extern int MacStat64(byte* path, byte* buffer);

    [DllImport(Library, EntryPoint = "fstat", SetLastError = true)]
    public static extern int MacFStat(int descriptor, byte* buffer);

    [DllImport(Library, EntryPoint = "fstat$INODE64", SetLastError = true)]
    public static extern int MacFStat64(int descriptor, byte* buffer);

    [DllImport(Library, EntryPoint = "geteuid")]
    public static extern uint GetEUid();

    [DllImport(Library, EntryPoint = "realpath", SetLastError = true)]
    public static extern byte* RealPath(byte* path, byte* resolved);

    [DllImport(Library, EntryPoint = "free")]
    public static extern void Free(void* pointer);

    [DllImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static extern int FChMod(int descriptor, uint mode);

    [DllImport(Library, EntryPoint = "fchown", SetLastError = true)]
    public static extern int FChOwn(int descriptor, uint owner, uint group);

    [DllImport(Library, EntryPoint = "rename", SetLastError = true)]
    public static extern int Rename(byte* from, byte* to);

    [DllImport(Library, EntryPoint = "mkdir", SetLastError = true)]
    public static extern int MkDir(byte* path, uint mode);

    [DllImport(Library, EntryPoint = "write", SetLastError = true)]
    public static extern nint Write(int descriptor, byte* buffer, nuint count);

    /// <summary>A path as the C library takes it.</summary>
    public static byte[] PathBytes(string path)
    {
        byte[] bytes = new byte[System.Text.Encoding.UTF8.GetByteCount(path) + 1];
        System.Text.Encoding.UTF8.GetBytes(path, 0, path.Length, bytes, 0);
        return bytes;
    }

    public static string Describe(int errno) =>
        errno == ENoEnt ? "no such file or directory"
        : errno is EAcces or EPerm ? "permission denied"
        : errno == ELoop ? "too many levels of symbolic links"
        : errno == ENotDir ? "not a directory"
        : errno == ERofs ? "the file system is read-only"
        : errno == ENoSpc ? "no space left on the device"
        : errno == EExist ? "it exists already"
        : $"error {errno}";
}
