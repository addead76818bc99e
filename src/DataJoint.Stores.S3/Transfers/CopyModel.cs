using Amazon.S3.Model;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>What an object tells of itself beside its bytes, for a copy that the server does not make after it by itself.</summary>
internal sealed class CopyModel(GetObjectMetadataResponse source)
{
    public void PutInto(HeadersCollection headers, MetadataCollection metadata)
    {
        headers.ContentType = source.Headers.ContentType;
        headers.ContentEncoding = source.Headers.ContentEncoding;
        headers.ContentLanguage = source.Headers.ContentLanguage;
        headers.ContentDisposition = source.Headers.ContentDisposition;
        headers.CacheControl = source.Headers.CacheControl;
        foreach (string key in source.Metadata.Keys)
        {
            metadata[key] = source.Metadata[key];
        }
    }
}
