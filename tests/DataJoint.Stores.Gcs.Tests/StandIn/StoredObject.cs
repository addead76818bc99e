namespace DataJoint.Stores.Gcs.Tests;

/// <summary>One version of an object.</summary>
internal sealed record StoredObject(string Name, byte[] Bytes, long Generation, DateTimeOffset Updated)
{
    internal string Crc { get; } = Sum(Bytes);

    internal static string Sum(ReadOnlySpan<byte> bytes)
    {
        using ChecksumBuilder sum = new(ChecksumKind.Crc32C);
        sum.Append(bytes);
        return Convert.ToBase64String(sum.Finish().Value.Span);
    }
}
