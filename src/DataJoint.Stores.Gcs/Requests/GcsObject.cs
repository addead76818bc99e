using System.Globalization;
using System.Text.Json;

namespace DataJoint.Stores.Gcs.Requests;

/// <summary>What the API tells about an object.</summary>
internal static class GcsObject
{
    /// <summary>The members that are asked for.</summary>
    public const string Fields = "name,size,updated,generation,crc32c";

    /// <summary>Understands an object. Its mark is the generation, which is another one for every version.</summary>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="FormatException">A member is not what it should be.</exception>
    public static ObjectInfo Read(JsonElement json, string name, bool withChecksum)
    {
        long size = long.Parse(json.GetProperty("size").GetString() ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
        var updated = DateTimeOffset.Parse(json.GetProperty("updated").GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new ObjectInfo(name, size, updated, json.GetProperty("generation").GetString())
        {
            Checksum = withChecksum ? ChecksumOf(json) : null,
        };
    }

    /// <summary>The checksum as the API writes it.</summary>
    public static string ToText(Checksum crc) => Convert.ToBase64String(crc.Value.Span);

    public static Checksum? ChecksumFrom(string? text)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return text is not null && Convert.TryFromBase64String(text, bytes, out int count) && count == bytes.Length
            ? new Checksum(ChecksumKind.Crc32C, bytes)
            : null;
    }

    private static Checksum? ChecksumOf(JsonElement json) => json.TryGetProperty("crc32c", out JsonElement crc) ? ChecksumFrom(crc.GetString()) : null;
}
