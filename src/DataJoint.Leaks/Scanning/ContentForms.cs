using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>Recognises content by its first bytes.</summary>
internal static class ContentForms
{
    /// <summary>How many bytes it takes.</summary>
    public const int PeekBytes = 512;

    private const int TarMark = 257;

    public static ContentForm Find(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith("PK\u0003\u0004"u8) || beginning.StartsWith("PK\u0005\u0006"u8) || beginning.StartsWith("PK\u0007\u0008PK"u8) ? ContentForm.Zip
        : beginning.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 8]) ? ContentForm.GZip
        : beginning.Length > TarMark + 5 && beginning[TarMark..].StartsWith("ustar"u8) ? ContentForm.Tar
        : IsUnreadable(beginning) ? ContentForm.Unreadable
        : beginning.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0]) ? ContentForm.Utf32
        : beginning.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xfe, 0xff]) ? ContentForm.Utf32BigEndian
        : beginning.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) ? ContentForm.Utf16
        : beginning.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) ? ContentForm.Utf16BigEndian
        : FindWide(beginning);

    /// <summary>The encoding of a text that is not in UTF-8; null for anything else.</summary>
    public static Encoding? FindEncoding(ContentForm form) => form switch
    {
        ContentForm.Utf16 => Encoding.Unicode,
        ContentForm.Utf16BigEndian => Encoding.BigEndianUnicode,
        ContentForm.Utf32 => Encoding.UTF32,
        ContentForm.Utf32BigEndian => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        _ => null,
    };

    private static bool IsUnreadable(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0])
        || beginning.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])
        || beginning.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c])
        || (beginning.StartsWith("BZh"u8) && beginning.Length > 10 && beginning[4..].StartsWith("1AY&SY"u8))
        || beginning.StartsWith("Rar!\u001a\u0007"u8);

    /// <summary>UTF-16 or UTF-32 without a mark: every second byte of its ASCII is zero, or three of four.</summary>
    private static ContentForm FindWide(ReadOnlySpan<byte> beginning)
    {
        if (FindWidest(beginning) is not ContentForm.Bytes and ContentForm widest)
        {
            return widest;
        }

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

    private static ContentForm FindWidest(ReadOnlySpan<byte> beginning)
    {
        int quads = beginning.Length / 4;
        int low = 0;
        int high = 0;
        for (int i = 0; i < quads; i++)
        {
            ReadOnlySpan<byte> quad = beginning.Slice(4 * i, 4);
            low += quad[0] is >= (byte)' ' and <= (byte)'~' or (byte)'\n' or (byte)'\r' or (byte)'\t' && quad[1..].IndexOfAnyExcept((byte)0) < 0 ? 1 : 0;
            high += quad[3] is >= (byte)' ' and <= (byte)'~' or (byte)'\n' or (byte)'\r' or (byte)'\t' && quad[..3].IndexOfAnyExcept((byte)0) < 0 ? 1 : 0;
        }

        return quads < 4 ? ContentForm.Bytes
            : low > quads * 3 / 4 ? ContentForm.Utf32
            : high > quads * 3 / 4 ? ContentForm.Utf32BigEndian
            : ContentForm.Bytes;
    }
}
