namespace DataJoint.Stores.S3;

/// <summary>What a write in parts is to become.</summary>
internal sealed record UploadTarget(string Name, string Key, WriteOptions Options);
