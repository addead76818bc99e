namespace DataJoint.Leaks.Scanning;

/// <summary>What content is, by its first bytes.</summary>
internal enum ContentForm
{
    /// <summary>Text, or bytes without a known form.</summary>
    Bytes,

    /// <summary>UTF-16, the low byte first.</summary>
    Utf16,

    /// <summary>UTF-16, the high byte first.</summary>
    Utf16BigEndian,

    /// <summary>UTF-32, the low byte first.</summary>
    Utf32,

    /// <summary>UTF-32, the high byte first.</summary>
    Utf32BigEndian,

    /// <summary>Packed in a form that is not read: xz, Zstandard, bzip2, 7-Zip, RAR.</summary>
    Unreadable,

    /// <summary>ZIP, and so packages and Office files.</summary>
    Zip,

    /// <summary>gzip.</summary>
    GZip,

    /// <summary>TAR.</summary>
    Tar,
}
