namespace DataJoint.Stores.Azure;

/// <summary>The CRC-32C of a whole object, which Azure does not compute itself: kept in the blob's metadata by whoever writes it.</summary>
internal static class BlobChecksum
{
    private const string Key = "datajoint_crc32c";
    private const int Digits = 8;

    /// <summary>The metadata of a blob that is written.</summary>
    public static Dictionary<string, string> ToMetadata(Checksum checksum, WriteMark? mark)
    {
        Dictionary<string, string> metadata = new() { [Key] = Convert.ToHexStringLower(checksum.Value.Span) };
        mark?.PutInto(metadata);
        return metadata;
    }

    public static Checksum? From(IDictionary<string, string>? metadata)
    {
        var text = metadata?.FirstOrDefault(entry => entry.Key.Equals(Key, StringComparison.OrdinalIgnoreCase)).Value;
        return text is { Length: Digits } && text.All(char.IsAsciiHexDigit) ? new Checksum(ChecksumKind.Crc32C, Convert.FromHexString(text)) : null;
    }
}
