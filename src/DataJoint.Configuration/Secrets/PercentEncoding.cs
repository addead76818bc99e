using System.Globalization;
using System.Text;

namespace DataJoint.Configuration.Secrets;

/// <summary>Percent-encoded characters in references. What is not one is an error: taken as it stands it would name something else.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Looks for what cannot be decoded.</summary>
    /// <returns>What is wrong and where, as the end of a sentence; or null.</returns>
    public static string? FindProblem(string text)
    {
        List<byte> bytes = [];
        for (int i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%', i))
        {
            int start = i;
            bytes.Clear();
            for (; i < text.Length && text[i] == '%'; i += 3)
            {
                if (i + 3 > text.Length || !byte.TryParse(text.Substring(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
                {
                    return $"has a % at character {i + 1} that is not followed by two hexadecimal digits: write %25 for a percent sign";
                }

                bytes.Add(value);
            }

            if (!IsText([.. bytes]))
            {
                return $"has percent-encoded bytes at character {start + 1} that are not UTF-8";
            }
        }

        return null;
    }

    private static bool IsText(byte[] bytes)
    {
        try
        {
            Strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
