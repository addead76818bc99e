namespace DataJoint.Stores.S3.Transfers;

/// <summary>What a write in parts is to become.</summary>
internal sealed record UploadTarget(string Name, string Key, WriteOptions Options)
{
    /// <summary>What the object is to tell of itself: a copy's source.</summary>
    public CopyModel? Model { get; init; }
}
