using Amazon.S3;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>Checksums as S3 writes them.</summary>
internal static class S3Checksum
{
    public static string ToText(Checksum checksum) => Convert.ToBase64String(checksum.Value.Span);

    /// <summary>The checksum of the whole object, where it is one: that of an object in parts may only be one of the parts' checksums.</summary>
    public static Checksum? OfWhole(ChecksumType? type, string? text)
    {
        Span<byte> value = stackalloc byte[sizeof(uint)];
        return type != ChecksumType.COMPOSITE && text is not null && Convert.TryFromBase64String(text, value, out int count) && count == value.Length
            ? new Checksum(ChecksumKind.Crc32C, value)
            : null;
    }
}
