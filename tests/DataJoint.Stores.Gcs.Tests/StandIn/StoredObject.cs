using System.Text.Json.Nodes;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>One version of an object.</summary>
internal sealed record StoredObject(string Name, byte[] Bytes, long Generation, DateTimeOffset Updated)
{
    /// <summary>What was said about it when it was written: content type and the like, and metadata of the writer's own.</summary>
    public JsonObject About { get; init; } = [];

    public string Crc { get; } = Sum(Bytes);

    public static string Sum(ReadOnlySpan<byte> bytes)
    {
        using ChecksumBuilder sum = new(ChecksumKind.Crc32C);
        sum.Append(bytes);
        return Convert.ToBase64String(sum.Finish().Value.Span);
    }
}
