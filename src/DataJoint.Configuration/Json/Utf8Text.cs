using System.Text;

namespace DataJoint.Configuration.Json;

/// <summary>UTF-8 as the standard has it (RFC 3629): where a text stops being valid, and its decoded form.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool HasByteOrderMark(byte[] bytes) =>
        bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF;

    public static bool LooksLikeUtf16(byte[] bytes) =>
        bytes.Length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));

    public static string Decode(byte[] bytes, int start, int count) => Strict.GetString(bytes, start, count);

    public static byte[] Encode(string text) => Strict.GetBytes(text);

    /// <summary>The offset of the first byte that is not valid UTF-8, or -1.</summary>
    public static int FirstInvalid(byte[] bytes, int start)
    {
#if NET
        if (System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(start)))
        {
            return -1;
        }
#endif
        int i = start;
        while (i < bytes.Length)
        {
            int length = SequenceLength(bytes, i);
            if (length == 0)
            {
                return i;
            }

            i += length;
        }

        return -1;
    }

    private static int SequenceLength(byte[] bytes, int at)
    {
        byte first = bytes[at];
        if (first < 0x80)
        {
            return 1;
        }

        int length = first switch { >= 0xC2 and <= 0xDF => 2, >= 0xE0 and <= 0xEF => 3, >= 0xF0 and <= 0xF4 => 4, _ => 0 };
        if (length == 0 || at + length > bytes.Length)
        {
            return 0;
        }

        for (int i = 1; i < length; i++)
        {
            if ((bytes[at + i] & 0xC0) != 0x80)
            {
                return 0;
            }
        }

        byte second = bytes[at + 1];
        bool overlongOrOut = first switch { 0xE0 => second < 0xA0, 0xED => second > 0x9F, 0xF0 => second < 0x90, 0xF4 => second > 0x8F, _ => false };
        return overlongOrOut ? 0 : length;
    }
}
