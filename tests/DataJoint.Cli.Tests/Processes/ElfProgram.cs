using System.Buffers.Binary;

namespace DataJoint.Cli.Tests;

/// <summary>What the headers of a 64-bit little-endian ELF program say about how it is loaded: https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html.</summary>
internal sealed class ElfProgram
{
    public const ushort SharedObject = 3;
    public const uint Dynamic = 2;
    public const uint GnuStack = 0x6474e551;
    public const uint GnuRelro = 0x6474e552;
    public const uint Executable = 1;
    public const ulong Flags = 30;
    public const ulong Flags1 = 0x6ffffffb;
    public const ulong BindNow = 0x8;
    public const ulong Now = 0x1;
    public const ulong PositionIndependent = 0x08000000;

    private const int SegmentSize = 56;
    private const uint Loaded = 1;
    private const uint Writable = 2;

    private readonly byte[] _bytes;

    private ElfProgram(byte[] bytes) => _bytes = bytes;

    /// <summary>e_type.</summary>
    public ushort Type => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(16));

    /// <summary>Whether any part of it is loaded into memory that can be both written to and run.</summary>
    public bool HasWritableCode => Segments.Any(segment => UInt32(segment) == Loaded && (UInt32(segment + 4) & (Writable | Executable)) == (Writable | Executable));

    // Where the program headers begin.
    private IEnumerable<int> Segments =>
        Enumerable.Range(0, BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(56))).Select(i => (int)UInt64(32) + (i * SegmentSize));

    /// <summary>The program in a file, or <see langword="null"/> when it is of another kind.</summary>
    public static ElfProgram? Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith("\x7f"u8) && bytes.AsSpan(1, 3).SequenceEqual("ELF"u8) && bytes[4] == 2 && bytes[5] == 1 ? new ElfProgram(bytes) : null;
    }

    /// <summary>The flags of a segment (p_flags), or <see langword="null"/> when there is none of that type.</summary>
    public uint? SegmentFlags(uint type) => Segment(type) is { } start ? UInt32(start + 4) : null;

    /// <summary>The value of an entry of the dynamic section; 0 when there is none.</summary>
    public ulong DynamicValue(ulong tag)
    {
        int segment = Segment(Dynamic) ?? throw new InvalidDataException("The program has no dynamic section.");
        int start = (int)UInt64(segment + 8);
        int end = start + (int)UInt64(segment + 32);
        for (int entry = start; entry < end; entry += 16)
        {
            if (UInt64(entry) == tag)
            {
                return UInt64(entry + 8);
            }
        }

        return 0;
    }

    /// <summary>Whether these bytes are anywhere in the file.</summary>
    public bool Contains(ReadOnlySpan<byte> text) => _bytes.AsSpan().IndexOf(text) >= 0;

    private int? Segment(uint type) => Segments.Where(segment => UInt32(segment) == type).Select(segment => (int?)segment).FirstOrDefault();

    private uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset));

    private ulong UInt64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(offset));
}
