namespace DataJoint.Stores;

/// <summary>A part of an object.</summary>
public readonly struct ByteRange : IEquatable<ByteRange>
{
    /// <summary>A part of an object.</summary>
    /// <param name="offset">The first byte, counted from 0.</param>
    /// <param name="length">How many bytes at most, or <see langword="null"/> for all that follow.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ByteRange(long offset, long? length = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (length is { } bytes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(bytes, nameof(length));
        }

        Offset = offset;
        Length = length;
    }

    /// <summary>The first byte, counted from 0. At or beyond the object's end the part is empty.</summary>
    public long Offset { get; }

    /// <summary>How many bytes at most, or <see langword="null"/> for all that follow.</summary>
    public long? Length { get; }

    /// <summary>Whether two parts are the same.</summary>
    /// <param name="left">A part.</param>
    /// <param name="right">Another.</param>
    public static bool operator ==(ByteRange left, ByteRange right) => left.Equals(right);

    /// <summary>Whether two parts differ.</summary>
    /// <param name="left">A part.</param>
    /// <param name="right">Another.</param>
    public static bool operator !=(ByteRange left, ByteRange right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ByteRange other) => Offset == other.Offset && Length == other.Length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ByteRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Offset, Length);

    /// <summary>The part as in HTTP: <c>bytes=0-99</c>, <c>bytes=100-</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Length is { } length
        ? FormattableString.Invariant($"bytes={Offset}-{Offset + length - 1}")
        : FormattableString.Invariant($"bytes={Offset}-");
}
