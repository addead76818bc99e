using Amazon.S3.Model;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>Where the token of a write is kept: in the metadata of its object.</summary>
internal static class S3Metadata
{
    public static void PutInto(this WriteToken token, MetadataCollection metadata) => metadata[WriteToken.HeaderKey] = token.Text;

    public static bool IsIn(this WriteToken token, GetObjectMetadataResponse found) => token.Matches(found.Metadata[WriteToken.HeaderKey]);
}
