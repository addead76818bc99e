using System.Runtime.InteropServices;

namespace DataJoint.Configuration.Files;

/// <summary>Reading files on Linux and macOS: one descriptor for facts and bytes, so that both are of the same file.</summary>
internal static unsafe class PosixFile
{
    private const int AtFdCwd = -100;
    private const int AtEmptyPath = 0x1000;
    private const int AtSymlinkNoFollow = 0x100;
    private const uint StatXBasic = 0x7FF;
    private const int BufferSize = 256;
    private const int SmallFile = 1024;

    /// <summary>The effective user.</summary>
    public static long CurrentUser => Libc.GetEUid();

    public static bool TryStat(string path, out EntryFacts facts)
    {
        byte* buffer = stackalloc byte[BufferSize];
        fixed (byte* name = Libc.PathBytes(path))
        {
            if (StatPath(name, buffer, follow: true) == 0)
            {
                facts = Decode(buffer);
                return true;
            }

            int errno = Marshal.GetLastWin32Error();
            facts = errno switch
            {
                Libc.ENoEnt => StatPath(name, buffer, follow: false) == 0 ? new(EntryKind.BrokenLink) : EntryFacts.Missing,
                Libc.ENotDir => EntryFacts.Missing,
                _ => errno == Libc.ELoop ? new(EntryKind.BrokenLink) : new(EntryKind.Denied),
            };
            return errno is not (Libc.ENoSys or Libc.EPerm);
        }
    }

    /// <summary>Who owns what has this path, a link itself and not where it leads; -1 when nobody can tell.</summary>
    public static long FindOwner(string path)
    {
        byte* buffer = stackalloc byte[BufferSize];
        fixed (byte* name = Libc.PathBytes(path))
        {
            return StatPath(name, buffer, follow: false) == 0 ? Decode(buffer).Owner : -1;
        }
    }

    public static bool TryRead(string path, int max, out FileContent content)
    {
        int descriptor;
        fixed (byte* name = Libc.PathBytes(path))
        {
            descriptor = Libc.Open(name, Libc.ReadFlags);
        }

        if (descriptor < 0)
        {
            return Unopened(path, Marshal.GetLastWin32Error(), out content);
        }

        try
        {
            byte* buffer = stackalloc byte[BufferSize];
            if (StatDescriptor(descriptor, buffer) != 0)
            {
                content = default;
                return false;
            }

            EntryFacts facts = Decode(buffer);
            content = facts.Kind != EntryKind.File ? new FileContent(facts, null) : ReadAll(descriptor, facts, max);
            return true;
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    private static bool Unopened(string path, int errno, out FileContent content)
    {
        EntryFacts facts = EntryFacts.Missing;
        if (errno != Libc.ENotDir && !TryStat(path, out facts))
        {
            content = default;
            return false;
        }

        content = new FileContent(facts, null, facts.Kind == EntryKind.Missing ? null : Libc.Describe(errno));
        return true;
    }

    private static FileContent ReadAll(int descriptor, EntryFacts facts, int max)
    {
        if (facts.Size > max)
        {
            return new FileContent(facts, null, FileReading.TooLarge(max));
        }

        // What is read into the buffer shows the end, or a file that grows meanwhile. A small file takes that one call.
        byte* buffer = stackalloc byte[SmallFile];
        byte[] bytes = facts.Size < SmallFile ? [] : new byte[facts.Size];
        int length = 0;
        while (length <= max)
        {
            bool isFull = length == bytes.Length;
            int read = isFull ? ReadInto(buffer, SmallFile, descriptor) : ReadInto(bytes, length, descriptor);
            if (read < 0)
            {
                return new FileContent(facts, null, Libc.Describe(-read));
            }

            if (isFull && read > 0)
            {
                Array.Resize(ref bytes, read < SmallFile ? length + read : Math.Max(length + read, Math.Min(max + 1, length * 2)));
                Marshal.Copy((nint)buffer, bytes, length, read);
            }

            length += read;
            if (read == 0 || (isFull && read < SmallFile))
            {
                Array.Resize(ref bytes, length);
                return new FileContent(facts, bytes);
            }
        }

        return new FileContent(facts, null, FileReading.TooLarge(max));
    }

    private static int ReadInto(byte[] bytes, int start, int descriptor)
    {
        fixed (byte* first = bytes)
        {
            return ReadInto(first + start, bytes.Length - start, descriptor);
        }
    }

    /// <returns>The number of bytes read, or the error below zero.</returns>
    private static int ReadInto(byte* buffer, int count, int descriptor)
    {
        while (true)
        {
            nint read = Libc.Read(descriptor, buffer, (nuint)count);
            if (read >= 0)
            {
                return (int)read;
            }

            int errno = Marshal.GetLastWin32Error();
            if (errno != Libc.EIntr)
            {
                return -errno;
            }
        }
    }

    private static int StatPath(byte* path, byte* buffer, bool follow)
    {
        if (Libc.IsMac)
        {
            return follow && IsIntelMac ? Libc.MacStat64(path, buffer) : follow ? Libc.MacStat(path, buffer) : -1;
        }

        return Libc.StatX(AtFdCwd, path, follow ? 0 : AtSymlinkNoFollow, StatXBasic, buffer);
    }

    private static int StatDescriptor(int descriptor, byte* buffer)
    {
        if (Libc.IsMac)
        {
            return IsIntelMac ? Libc.MacFStat64(descriptor, buffer) : Libc.MacFStat(descriptor, buffer);
        }

        byte empty = 0;
        return Libc.StatX(descriptor, &empty, AtEmptyPath, StatXBasic, buffer);
    }

    private static bool IsIntelMac => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Reads <c>struct statx</c> (the same on every Linux), or macOS's <c>struct stat</c> with 64-bit inodes.</summary>
    private static EntryFacts Decode(byte* buffer)
    {
        ReadOnlySpan<byte> bytes = new(buffer, BufferSize);
        int mode = MemoryMarshal.Read<ushort>(bytes.Slice(Libc.IsMac ? 4 : 28));
        uint owner = MemoryMarshal.Read<uint>(bytes.Slice(Libc.IsMac ? 16 : 20));
        uint group = MemoryMarshal.Read<uint>(bytes.Slice(Libc.IsMac ? 20 : 24));
        long size = MemoryMarshal.Read<long>(bytes.Slice(Libc.IsMac ? 96 : 40));
        long changed = (MemoryMarshal.Read<long>(bytes.Slice(Libc.IsMac ? 64 : 96)) * 1_000_000_000) + MemoryMarshal.Read<uint>(bytes.Slice(Libc.IsMac ? 72 : 104));
        ulong inode = MemoryMarshal.Read<ulong>(bytes.Slice(Libc.IsMac ? 8 : 32));
        ulong device = Libc.IsMac ? MemoryMarshal.Read<uint>(bytes) : MemoryMarshal.Read<ulong>(bytes.Slice(136));
        EntryKind kind = (mode & 0xF000) switch
        {
            0x8000 => EntryKind.File,
            0x4000 => EntryKind.Directory,
            0x1000 => EntryKind.Fifo,
            0x2000 => EntryKind.CharacterDevice,
            0x6000 => EntryKind.BlockDevice,
            0xC000 => EntryKind.Socket,
            _ => EntryKind.Other,
        };
        return new EntryFacts(kind, mode & 0xFFF, owner, size, group, changed, unchecked((long)(inode ^ ((device << 32) | (device >> 32)))));
    }
}
