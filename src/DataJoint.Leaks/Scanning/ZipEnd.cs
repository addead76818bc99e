namespace DataJoint.Leaks.Scanning;

/// <summary>Whether bytes of another form may end with a ZIP file, as programs do that unpack themselves.</summary>
internal static class ZipEnd
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>Looks at the end where the stream can seek; else a program or script may be one.</summary>
    /// <param name="content">The content, after its beginning.</param>
    /// <param name="beginning">The beginning.</param>
    public static bool MayFollow(Stream content, ReadOnlySpan<byte> beginning)
    {
        bool isProgram = beginning.StartsWith("MZ"u8) || beginning.StartsWith("#!"u8) || beginning.StartsWith("\u007fELF"u8);
        if (!content.CanSeek)
        {
            return isProgram;
        }

        long length = content.Length;
        long position = content.Position;
        Span<byte> end = isProgram ? new byte[Math.Min(length, EndLength + LongestComment)] : stackalloc byte[(int)Math.Min(length, EndLength)];
        if (end.Length < EndLength)
        {
            return false;
        }

        content.Position = length - end.Length;
        int read = content.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        content.Position = position;
        return end[..read].LastIndexOf("PK\u0005\u0006"u8) >= 0 && length <= ScanLimits.MaxHeld;
    }
}
