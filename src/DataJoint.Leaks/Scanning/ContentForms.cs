namespace DataJoint.Leaks.Scanning;

/// <summary>Recognises content by its first bytes.</summary>
internal static class ContentForms
{
    /// <summary>How many bytes it takes.</summary>
    public const int PeekBytes = 512;

    private const int TarMark = 257;

    public static ContentForm Find(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith("PK\u0003\u0004"u8) ? ContentForm.Zip
        : beginning.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 8]) ? ContentForm.GZip
        : beginning.Length > TarMark + 5 && beginning[TarMark..].StartsWith("ustar"u8) ? ContentForm.Tar
        : beginning.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) ? ContentForm.Utf16
        : beginning.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) ? ContentForm.Utf16BigEndian
        : FindWide(beginning);

    /// <summary>UTF-16 without a mark: every second byte of its ASCII is zero.</summary>
    private static ContentForm FindWide(ReadOnlySpan<byte> beginning)
    {
        int even = 0;
        int odd = 0;
        int pairs = beginning.Length / 2;
        for (int i = 0; i < pairs; i++)
        {
            even += beginning[2 * i] == 0 ? 1 : 0;
            odd += beginning[(2 * i) + 1] == 0 ? 1 : 0;
        }

        return pairs < 4 ? ContentForm.Bytes
            : odd > pairs * 3 / 4 && even < pairs / 8 ? ContentForm.Utf16
            : even > pairs * 3 / 4 && odd < pairs / 8 ? ContentForm.Utf16BigEndian
            : ContentForm.Bytes;
    }
}
