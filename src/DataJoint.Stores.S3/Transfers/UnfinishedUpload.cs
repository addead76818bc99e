using Amazon.S3.Model;
using DataJoint.Stores.S3.Faults;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>A write in parts that the server knows, and the parts of it that are there from an earlier attempt.</summary>
internal sealed class UnfinishedUpload(string id, UploadChecksums checksums, IReadOnlyDictionary<int, PartDetail> parts)
{
    public string Id => id;

    /// <summary>What the server was asked to keep.</summary>
    public UploadChecksums Checksums => checksums;

    /// <summary>Whether the server has said that it keeps the checksum of the whole, so that it will compare it; one that passes over the request says nothing.</summary>
    public bool IsWholeKept { get; init; }

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
            : there.ETag is { } tag && S3Checksum.IsTagOf(part, tag);
        return isSame ? there.ETag : null;
    }

    /// <summary>Whether the server has a part as it confirmed it.</summary>
    public bool Has(PartETag part) => parts.TryGetValue(part.PartNumber!.Value, out PartDetail? there) && there.ETag?.Trim('"') == part.ETag?.Trim('"');
}
