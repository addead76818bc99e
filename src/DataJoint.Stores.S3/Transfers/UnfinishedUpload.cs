using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amazon.S3.Model;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>A write in parts that the server knows, and the parts of it that are there from an earlier attempt.</summary>
internal sealed class UnfinishedUpload(string id, bool hasChecksums, IReadOnlyDictionary<int, PartDetail> parts)
{
    public string Id => id;

    /// <summary>Whether the server was asked to keep a checksum of the whole.</summary>
    public bool HasChecksums => hasChecksums;

    /// <summary>What the object will have in its metadata; <see langword="null"/>: nothing, or somebody began the write who alone knows it.</summary>
    public WriteToken? Token { get; init; }

    /// <summary>The tag of a part that is there already and is the same, or <see langword="null"/>.</summary>
    public string? Find(ContentPart part)
    {
        if (!parts.TryGetValue(part.Number, out PartDetail? there) || there.Size != part.Length)
        {
            return null;
        }

        bool isSame = there.ChecksumCRC32C is { } checksum
            ? checksum == S3Checksum.ToText(part.Checksum)
            : there.ETag?.Trim('"').Equals(Digest(part), StringComparison.OrdinalIgnoreCase) == true;
        return isSame ? there.ETag : null;
    }

    /// <summary>Whether the server has a part as it confirmed it.</summary>
    public bool Has(PartETag part) => parts.TryGetValue(part.PartNumber!.Value, out PartDetail? there) && there.ETag?.Trim('"') == part.ETag?.Trim('"');

    [SuppressMessage("Security", "CA5351", Justification = "The tag that S3 gives to a part, compared with what it was made of; no protection.")]
    private static string Digest(ContentPart part)
    {
        using Stream bytes = part.Open();
        return Convert.ToHexStringLower(MD5.HashData(bytes));
    }
}
