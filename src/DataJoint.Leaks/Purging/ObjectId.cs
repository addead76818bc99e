using System.Buffers;
using System.Runtime.InteropServices;

namespace DataJoint.Leaks.Purging;

/// <summary>The id of an object, of 20 bytes (SHA-1) or 32 (SHA-256).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ObjectId : IEquatable<ObjectId>, IComparable<ObjectId>
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;
    private readonly byte _length;

    /// <summary>Reads an id from its bytes.</summary>
    public ObjectId(ReadOnlySpan<byte> bytes)
    {
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        bytes.CopyTo(MemoryMarshal.AsBytes(words));
        (_first, _second, _third, _fourth) = (words[0], words[1], words[2], words[3]);
        _length = (byte)bytes.Length;
    }

    public int Length => _length;

    /// <summary>Reads hexadecimal digits.</summary>
    /// <param name="digits">Forty of them, or sixty-four; in lower case.</param>
    /// <param name="id">The id.</param>
    /// <returns>False when it is something else.</returns>
    public static bool TryParse(ReadOnlySpan<byte> digits, out ObjectId id)
    {
        Span<byte> bytes = stackalloc byte[32];
        bool isId = digits.Length is 40 or 64 && digits.IndexOfAnyInRange((byte)'A', (byte)'F') < 0
            && Convert.FromHexString(digits, bytes, out _, out int written) == OperationStatus.Done && written * 2 == digits.Length;
        id = isId ? new ObjectId(bytes[..(digits.Length / 2)]) : default;
        return isId;
    }

    /// <summary>Reads hexadecimal digits that git wrote.</summary>
    public static ObjectId Parse(string digits) =>
        TryParse(System.Text.Encoding.ASCII.GetBytes(digits), out ObjectId id) ? id : throw new Git.GitException("git gave an id that djc does not understand");

    /// <summary>Writes the bytes.</summary>
    public void CopyTo(Span<byte> target)
    {
        ReadOnlySpan<ulong> words = [_first, _second, _third, _fourth];
        MemoryMarshal.AsBytes(words)[.._length].CopyTo(target);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[_length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Writes the hexadecimal digits.</summary>
    public void WriteDigits(IBufferWriter<byte> target)
    {
        Span<byte> bytes = stackalloc byte[32];
        CopyTo(bytes);
        Convert.TryToHexStringLower(bytes[.._length], target.GetSpan(_length * 2), out int written);
        target.Advance(written);
    }

    public bool Equals(ObjectId other) => _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth && _length == other._length;

    public override bool Equals(object? obj) => obj is ObjectId other && Equals(other);

    public override int GetHashCode() => _first.GetHashCode();

    public int CompareTo(ObjectId other) => ToBytes().AsSpan().SequenceCompareTo(other.ToBytes());

    /// <summary>The id in hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    public static bool operator ==(ObjectId left, ObjectId right) => left.Equals(right);

    public static bool operator !=(ObjectId left, ObjectId right) => !left.Equals(right);
}
