namespace DataJoint.Stores;

/// <summary>How a write sums up what it stored.</summary>
public enum ChecksumKind
{
    /// <summary>
    /// CRC-32C (Castagnoli), 4 bytes, the most significant first, as S3 and Google Cloud Storage give it. Finds damage, at the speed of
    /// memory; it is not protection against forgery.
    /// </summary>
    Crc32C,

    /// <summary>SHA-256, 32 bytes, as <c>sha256sum</c> gives it. Takes about a second of processor time for each 0.5 to 2 GB.</summary>
    Sha256,
}
