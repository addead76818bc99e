using System.Buffers.Binary;

namespace DataJoint.Git;

/// <summary>The name of an object: the hash of its content, of 20 bytes (SHA-1) or 32 (SHA-256).</summary>
public readonly struct GitObjectId : IEquatable<GitObjectId>, IComparable<GitObjectId>
{
    private const int Sha1Bytes = 20;
    private const int Sha256Bytes = 32;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;
    private readonly byte _length;

    private GitObjectId(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[Sha256Bytes];
        padded.Clear();
        bytes.CopyTo(padded);
        _first = BinaryPrimitives.ReadUInt64BigEndian(padded);
        _second = BinaryPrimitives.ReadUInt64BigEndian(padded[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(padded[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(padded[24..]);
        _length = (byte)bytes.Length;
    }

    /// <summary>How many bytes it has.</summary>
    public int Length => _length;

    /// <summary>Whether all its bytes are zero, by which git means that there is none.</summary>
    public bool IsZero => (_first | _second | _third | _fourth) == 0;

    /// <summary>Its first byte, by which git's files are ordered.</summary>
    internal byte FirstByte => (byte)(_first >> 56);

    /// <summary>Reads a name from its bytes.</summary>
    /// <param name="bytes">20 or 32 bytes.</param>
    /// <returns>The name.</returns>
    public static GitObjectId FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length is Sha1Bytes or Sha256Bytes ? new GitObjectId(bytes) : throw new ArgumentException("A name of an object has 20 or 32 bytes.", nameof(bytes));

    /// <summary>Reads a name from hexadecimal digits.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="id">The name.</param>
    /// <returns>False for anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out GitObjectId id)
    {
        Span<byte> bytes = stackalloc byte[Sha256Bytes];
        bool isWhole = text.Length is 2 * Sha1Bytes or 2 * Sha256Bytes
            && Convert.FromHexString(text, bytes, out _, out int written) == System.Buffers.OperationStatus.Done && written == text.Length / 2;
        id = isWhole ? new GitObjectId(bytes[..(text.Length / 2)]) : default;
        return isWhole;
    }

    /// <summary>Whether two names are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(GitObjectId left, GitObjectId right) => left.Equals(right);

    /// <summary>Whether two names differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(GitObjectId left, GitObjectId right) => !left.Equals(right);

    /// <summary>Whether one comes before another.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when it does.</returns>
    public static bool operator <(GitObjectId left, GitObjectId right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes before another, or is the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when it does.</returns>
    public static bool operator <=(GitObjectId left, GitObjectId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes after another.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when it does.</returns>
    public static bool operator >(GitObjectId left, GitObjectId right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes after another, or is the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when it does.</returns>
    public static bool operator >=(GitObjectId left, GitObjectId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public bool Equals(GitObjectId other) =>
        _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth && _length == other._length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GitObjectId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)_first;

    /// <inheritdoc/>
    public int CompareTo(GitObjectId other)
    {
        int order = _first.CompareTo(other._first);
        order = order != 0 ? order : _second.CompareTo(other._second);
        order = order != 0 ? order : _third.CompareTo(other._third);
        order = order != 0 ? order : _fourth.CompareTo(other._fourth);
        return order != 0 ? order : _length.CompareTo(other._length);
    }

    /// <summary>Writes its bytes.</summary>
    /// <param name="target">Where to; 32 bytes are enough for each.</param>
    public void CopyTo(Span<byte> target)
    {
        Span<byte> bytes = stackalloc byte[Sha256Bytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], _fourth);
        bytes[.._length].CopyTo(target);
    }

    /// <summary>Its hexadecimal digits.</summary>
    /// <returns>40 or 64 of them.</returns>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Sha256Bytes];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes[.._length]);
    }
}
