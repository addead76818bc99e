using System.Buffers.Binary;
using DataJoint.Stores.Abstractions;

namespace DataJoint.Stores;

/// <summary>A checksum of an object's bytes.</summary>
public sealed class Checksum : IEquatable<Checksum>
{
    private readonly byte[] _value;

    /// <summary>Takes a checksum that was computed elsewhere.</summary>
    /// <param name="kind">How it was computed.</param>
    /// <param name="value">Its bytes.</param>
    public Checksum(ChecksumKind kind, ReadOnlySpan<byte> value)
    {
        Kind = kind;
        _value = value.ToArray();
    }

    /// <summary>How it was computed.</summary>
    public ChecksumKind Kind { get; }

    /// <summary>Its bytes: 4 for CRC-32C, 32 for SHA-256.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <summary>The checksum of these bytes followed by others, without looking at any of them. CRC-32C only.</summary>
    /// <param name="next">The checksum of the bytes that follow.</param>
    /// <param name="length">How many bytes follow.</param>
    /// <returns>The checksum of both together.</returns>
    /// <exception cref="InvalidOperationException">One of the two is not a CRC-32C.</exception>
    public Checksum Append(Checksum next, long length)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (Kind != ChecksumKind.Crc32C || next.Kind != ChecksumKind.Crc32C)
        {
            throw new InvalidOperationException("Only CRC-32C can be joined.");
        }

        Span<byte> joined = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(
            joined,
            Crc32CMath.ShiftByZeros(BinaryPrimitives.ReadUInt32BigEndian(_value), length) ^ BinaryPrimitives.ReadUInt32BigEndian(next._value));
        return new Checksum(Kind, joined);
    }

    /// <inheritdoc/>
    public bool Equals(Checksum? other) => other is not null && Kind == other.Kind && _value.AsSpan().SequenceEqual(other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Checksum);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Kind);
        hash.AddBytes(_value);
        return hash.ToHashCode();
    }

    /// <summary>The kind and the lower-case hexadecimal digits: <c>crc32c:e3069283</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}:{Convert.ToHexStringLower(_value)}";
}
