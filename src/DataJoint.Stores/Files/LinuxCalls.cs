using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>
/// The Linux calls that work relative to an open folder, which the runtime does not offer. Results are those of the C library:
/// -1 and an error number for failure.
/// </summary>
internal static unsafe partial class LinuxCalls
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    // https://man7.org/linux/man-pages/man2/openat2.2.html
    private const ulong ResolveNoMagicLinks = 0x02;
    private const ulong ResolveBeneath = 0x08;
    private const long OpenAt2Number = 437;
    private const int RenameNoReplace = 1;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly Lazy<bool> Available = new(Probe);

    /// <summary>Whether everything here can be used: 64-bit Linux since 5.6, no sandbox in the way.</summary>
    public static bool IsAvailable => Available.Value;

    public static int Directory { get; } = IsArm ? 0x4000 : 0x10000;

    public static int NoFollow { get; } = IsArm ? 0x8000 : 0x20000;

    /// <summary>Opens a path below a folder, however links lie; <see langword="null"/> and the error number for failure.</summary>
    public static SafeFileHandle? OpenBeneath(SafeFileHandle folder, string path, int flags, out int error)
    {
        var how = new OpenHow { Flags = (ulong)(uint)(flags | CloseOnExec), Resolve = ResolveBeneath | ResolveNoMagicLinks };

        // EAGAIN: a folder on the way was renamed meanwhile, so that the kernel cannot vouch for "..".
        for (int attempt = 0; ; attempt++)
        {
            long handle = OpenAt2(OpenAt2Number, folder, path, &how, (nuint)sizeof(OpenHow));
            error = handle < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (handle >= 0)
            {
                return new SafeFileHandle((nint)handle, ownsHandle: true);
            }

            if (error != Errno.Interrupted && (error != Errno.TryAgain || attempt >= 100))
            {
                return null;
            }
        }
    }

    /// <summary>Opens a path, links followed.</summary>
    public static SafeFileHandle? Open(string path, int flags, out int error) => Wrap(() => OpenCall(path, flags | CloseOnExec), out error);

    /// <summary>Opens or creates a single segment in a folder, links not followed.</summary>
    public static SafeFileHandle? OpenIn(SafeFileHandle folder, string segment, int flags, uint mode, out int error) =>
        Wrap(() => OpenAtCall(folder, segment, flags | NoFollow | CloseOnExec, mode), out error);

    /// <summary>
    /// Marks a file, open for writing, as in use until it is closed; false when another process has done so, or when the file system
    /// keeps no such marks. Not with <c>flock</c>, with which .NET would refuse the finished file to readers for a moment.
    /// </summary>
    public static bool TryMarkInUse(SafeFileHandle file)
    {
        const int setLockOfOpenFile = 37;
        const short writeLock = 1;
        var whole = new FileLock { Type = writeLock };
        return FileControl(file, setLockOfOpenFile, &whole) == 0;
    }

    /// <summary>Whether an open file is this user's own and has one name only.</summary>
    public static bool IsOwn(SafeFileHandle file)
    {
        const int emptyPath = 0x1000;
        const uint linksOwner = 0x0004 | 0x0008;
        FileStatus status;
        return StatX(IsArm ? 291 : 332, file, "", emptyPath, linksOwner, &status) == 0 && status.Links == 1 && status.Owner == GetEffectiveUser();
    }

    public static FileFacts? Stat(SafeFileHandle folder, string segment, out int error)
    {
        const int symlinkNoFollow = 0x100;
        const int emptyPath = 0x1000;
        const uint typeModeSizeTimeInode = 0x0001 | 0x0040 | 0x0100 | 0x0200;
        FileStatus status;
        long result = StatX(
            IsArm ? 291 : 332, folder, segment, segment.Length == 0 ? emptyPath : symlinkNoFollow, typeModeSizeTimeInode, &status);
        error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
        return result < 0 ? null : status.ToFacts();
    }

    public static int ReadFolder(SafeFileHandle folder, byte[] buffer)
    {
        fixed (byte* start = buffer)
        {
            return (int)GetDirectoryEntries(IsArm ? 61 : 217, folder, start, (nuint)buffer.Length);
        }
    }

    public static int BeginWriteBack(SafeFileHandle file, long offset, long length)
    {
        const uint write = 2;
        return SyncFileRange(file, offset, length, write);
    }

    public static int RenameWithoutReplacing(SafeFileHandle folder, string from, string to) =>
        (int)RenameAt2(IsArm ? 276 : 316, folder, from, folder, to, RenameNoReplace);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFolder(SafeFileHandle folder, string segment, uint mode);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(SafeFileHandle fromFolder, string from, SafeFileHandle toFolder, string to);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(SafeFileHandle fromFolder, string from, SafeFileHandle toFolder, string to, int flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(SafeFileHandle folder, string segment, int flags);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(SafeFileHandle file, int command, FileLock* argument);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCall(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAtCall(SafeFileHandle folder, string segment, int flags, uint mode);

    // By number: the C library wraps openat2 only lately, the others not everywhere.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long OpenAt2(long number, SafeFileHandle folder, string path, OpenHow* how, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long StatX(long number, SafeFileHandle folder, string segment, long flags, ulong mask, FileStatus* status);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long GetDirectoryEntries(long number, SafeFileHandle folder, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long RenameAt2(
        long number, SafeFileHandle fromFolder, string from, SafeFileHandle toFolder, string to, long flags);

    private static SafeFileHandle? Wrap(Func<int> call, out int error)
    {
        int handle;
        do
        {
            handle = call();
            error = handle < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (error == Errno.Interrupted);

        return handle < 0 ? null : new SafeFileHandle(handle, ownsHandle: true);
    }

    private static bool Probe()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            return false;
        }

        using SafeFileHandle? root = Open("/", PathOnly | Directory, out _);
        using SafeFileHandle? again = root is null ? null : OpenBeneath(root, ".", PathOnly | Directory, out _);
        return again is not null && Stat(again, "", out _) is { Kind: FolderEntryKind.Folder };
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    /// <summary><c>struct flock</c> on 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }

    /// <summary><c>struct statx</c>; the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        public readonly FileFacts ToFacts()
        {
            FolderEntryKind kind = (Mode & 0xF000) switch
            {
                0x8000 => FolderEntryKind.File,
                0x4000 => FolderEntryKind.Folder,
                0xA000 => FolderEntryKind.Link,
                _ => FolderEntryKind.Special,
            };

            // A file's time may lie beyond what .NET can say.
            long seconds = Math.Clamp(ModifiedSeconds, -62_135_596_800, 253_402_300_799);
            DateTimeOffset modified = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(ModifiedNanoseconds / 100);
            return new FileFacts(kind, (long)Size, modified, Inode);
        }
    }
}
