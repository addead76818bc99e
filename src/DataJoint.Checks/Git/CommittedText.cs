using System.Text;

namespace DataJoint.Checks.Git;

/// <summary>The text of a file that git has, whatever encoding an editor gave it.</summary>
internal static class CommittedText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text as UTF-8: of UTF-8 itself, of UTF-16, or of an encoding of one byte a character, which all have JSON's own characters in common.</summary>
    /// <param name="bytes">The content.</param>
    /// <returns>The text, or null when it is none.</returns>
    public static byte[]? AsUtf8(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [_, 0, ..])
        {
            return Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes).TrimStart('\uFEFF'));
        }

        if (bytes is [0xFE, 0xFF, ..] or [0, _, ..])
        {
            return Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes).TrimStart('\uFEFF'));
        }

        if (Array.IndexOf(bytes, (byte)0) >= 0)
        {
            return null;
        }

        try
        {
            Strict.GetCharCount(bytes);
            return bytes;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(bytes));
        }
    }
}
