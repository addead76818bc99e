using System.Globalization;

namespace DataJoint;

/// <summary>Numbers and their texts.</summary>
internal static class Numbers
{
    extension(Math)
    {
        public static long Clamp(long value, long least, long most) => Math.Max(least, Math.Min(value, most));

        public static int Clamp(int value, int least, int most) => Math.Max(least, Math.Min(value, most));
    }

    extension(int)
    {
        public static bool TryParse(string? text, IFormatProvider? provider, out int number) => int.TryParse(text, NumberStyles.Integer, provider, out number);
    }

    extension(int)
    {
        public static bool TryParse(ReadOnlySpan<char> text, NumberStyles style, IFormatProvider? provider, out int number) =>
            int.TryParse(text.ToString(), style, provider, out number);
    }

    extension(Convert)
    {
        public static string ToHexString(ReadOnlySpan<byte> bytes) => ToHex(bytes, "0123456789ABCDEF");

        public static string ToHexStringLower(ReadOnlySpan<byte> bytes) => ToHex(bytes, "0123456789abcdef");

        public static byte[] FromHexString(string text)
        {
            byte[] bytes = new byte[text.Length / 2];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = byte.Parse(text.Substring(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            }

            return text.Length % 2 == 0 ? bytes : throw new FormatException("The text has an odd number of digits.");
        }
    }

    private static string ToHex(ReadOnlySpan<byte> bytes, string digits)
    {
        char[] text = new char[2 * bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            (text[2 * i], text[(2 * i) + 1]) = (digits[bytes[i] >> 4], digits[bytes[i] & 15]);
        }

        return new string(text);
    }
}
