using Amazon.S3.Model;

namespace DataJoint.Stores.S3;

/// <summary>
/// What one single write leaves in its object's metadata. A write that was to replace nothing and whose answer was lost finds an object when it is
/// made again; this tells its own from somebody else's, also when both hold the same bytes.
/// </summary>
internal sealed class WriteMark
{
    // It travels as the name of a header, and web servers before a store drop those with an underscore.
    private const string Key = "datajoint-write";

    private readonly string _text = Guid.NewGuid().ToString("n");

    /// <summary>The mark of a write; none where it does not matter, because what is there is replaced.</summary>
    public static WriteMark? For(WriteOptions options) => options.Overwrite ? null : new WriteMark();

    public void PutInto(MetadataCollection metadata) => metadata[Key] = _text;

    public bool IsIn(GetObjectMetadataResponse found) => found.Metadata[Key] == _text;
}
