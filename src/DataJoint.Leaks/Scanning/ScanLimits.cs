namespace DataJoint.Leaks.Scanning;

/// <summary>How much of an archive is unpacked.</summary>
internal static class ScanLimits
{
    /// <summary>Bytes of an archive that has to be in memory: one inside another, or from a pipe.</summary>
    public const int MaxHeld = 256 << 20;

    /// <summary>How many archives may lie in each other.</summary>
    public const int MaxDepth = 4;

    /// <summary>Bytes of what has no length and can be read at any place: devices, and what the system makes up.</summary>
    public const int MaxUnmeasured = 16 << 20;

    /// <summary>Entries of one archive.</summary>
    public const int MaxEntries = 100_000;
}
