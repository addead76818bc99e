namespace DataJoint.Stores.Azure.Transfers;

/// <summary>
/// What we keep in a blob's metadata: the CRC-32C of the whole object, which Azure does not compute itself, and the token of the write that made it.
/// </summary>
internal static class BlobMetadata
{
    private const string ChecksumKey = "datajoint_crc32c";
    private const int Digits = 8;

    /// <summary>The metadata of a blob that is written.</summary>
    public static Dictionary<string, string> Create(Checksum checksum, WriteToken? token)
    {
        Dictionary<string, string> metadata = new() { [ChecksumKey] = Convert.ToHexStringLower(checksum.Value.Span) };
        token?.PutInto(metadata);
        return metadata;
    }

    public static Checksum? ChecksumIn(IDictionary<string, string>? metadata) =>
        Find(metadata, ChecksumKey) is { Length: Digits } text && text.All(char.IsAsciiHexDigit) ? new Checksum(ChecksumKind.Crc32C, Convert.FromHexString(text)) : null;

    public static void PutInto(this WriteToken token, IDictionary<string, string> metadata) => metadata[WriteToken.Key] = token.Text;

    public static bool IsIn(this WriteToken token, IDictionary<string, string>? metadata) => token.Matches(Find(metadata, WriteToken.Key));

    private static string? Find(IDictionary<string, string>? metadata, string key) =>
        metadata?.FirstOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
}
