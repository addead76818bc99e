using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amazon.S3;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>Checksums as S3 writes them.</summary>
internal static class S3Checksum
{
    public static string ToText(Checksum checksum) => Convert.ToBase64String(checksum.Value.Span);

    /// <summary>The digest that servers without newer checksums compare what arrives with (Content-MD5).</summary>
    [SuppressMessage("Security", "CA5351", Justification = "What the protocol asks for, against damage on the way; no protection.")]
    public static string DigestOf(ContentPart part)
    {
        using Stream bytes = part.Open();
        return Convert.ToBase64String(MD5.HashData(bytes));
    }

    /// <summary>Whether a tag is the digest of the bytes, as most servers make it of what they stored; of encrypted objects, and at some servers, it is anything.</summary>
    public static bool IsTagOf(ContentPart part, string tag)
    {
        Span<byte> value = stackalloc byte[MD5.HashSizeInBytes];
        return Convert.TryFromBase64String(DigestOf(part), value, out _) && tag.Trim('"').Equals(Convert.ToHexString(value), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The checksum of the whole object, where it is one: that of an object in parts may only be one of the parts' checksums.</summary>
    public static Checksum? OfWhole(ChecksumType? type, string? text)
    {
        Span<byte> value = stackalloc byte[sizeof(uint)];
        return type != ChecksumType.COMPOSITE && text is not null && Convert.TryFromBase64String(text, value, out int count) && count == value.Length
            ? new Checksum(ChecksumKind.Crc32C, value)
            : null;
    }
}
