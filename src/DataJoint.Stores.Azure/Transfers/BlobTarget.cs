using Azure;
using Azure.Storage.Blobs.Models;

namespace DataJoint.Stores.Azure.Transfers;

/// <summary>What is written, and how.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Path">The blob's name in the container.</param>
/// <param name="Options">How to write it.</param>
internal sealed record BlobTarget(string Name, string Path, WriteOptions Options)
{
    /// <summary>The condition under which the service takes it.</summary>
    public BlobRequestConditions? Conditions => Options.Overwrite ? null : new BlobRequestConditions { IfNoneMatch = ETag.All };

    /// <summary>What tells this write from any other, where that matters: when it is to replace nothing.</summary>
    public WriteToken? Token { get; } = WriteToken.For(Options);
}
