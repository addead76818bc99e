using System.Text;

namespace DataJoint;

internal delegate void SpanAction<T, in TState>(Span<T> span, TState state);

/// <summary>Texts and characters.</summary>
internal static class Texts
{
    extension(string)
    {
        public static string Create<TState>(int length, TState state, SpanAction<char, TState> fill)
        {
            char[] text = new char[length];
            fill(text, state);
            return new string(text);
        }

        public static string Create(IFormatProvider? provider, FormattableString text) => text.ToString(provider);

        public static string Join(char separator, params string?[] values) => string.Join(separator.ToString(), values);

        public static string Join(char separator, IEnumerable<string?> values) => string.Join(separator.ToString(), values);
    }

    extension(char)
    {
        public static bool IsAsciiLetter(char one) => (uint)((one | 0x20) - 'a') <= 'z' - 'a';

        public static bool IsAsciiDigit(char one) => (uint)(one - '0') <= 9;

        public static bool IsAsciiLetterOrDigit(char one) => char.IsAsciiLetter(one) || char.IsAsciiDigit(one);

        public static bool IsAsciiHexDigitLower(char one) => char.IsAsciiDigit(one) || (uint)(one - 'a') <= 'f' - 'a';
    }

    extension(ReadOnlySpan<char> text)
    {
        public bool ContainsAny(char one, char other) => text.IndexOfAny(one, other) >= 0;

        public Range[] Split(char separator)
        {
            List<Range> parts = [];
            int from = 0;
            for (int length = text.IndexOf(separator); length >= 0; length = text[from..].IndexOf(separator))
            {
                parts.Add(from..(from + length));
                from += length + 1;
            }

            parts.Add(from..text.Length);
            return [.. parts];
        }
    }

    extension(string text)
    {
        public ReadOnlySpan<char> AsSpan(Range range) => text.AsSpan()[range];

        public bool Contains(char one) => text.IndexOf(one) >= 0;

        public bool Contains(string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

        public bool Contains(char one, StringComparison comparison) => text.IndexOf(one.ToString(), comparison) >= 0;

        public int IndexOf(char one, StringComparison comparison) => text.IndexOf(one.ToString(), comparison);

        public bool StartsWith(char one) => text.Length > 0 && text[0] == one;

        public bool EndsWith(char one) => text.Length > 0 && text[text.Length - 1] == one;

        public string[] Split(string separator, StringSplitOptions options = StringSplitOptions.None) => text.Split([separator], options);

        public string Replace(string old, string replacement, StringComparison comparison)
        {
            StringBuilder made = new();
            int from = 0;
            for (int at = text.IndexOf(old, comparison); at >= 0; at = text.IndexOf(old, from, comparison))
            {
                made.Append(text, from, at - from).Append(replacement);
                from = at + old.Length;
            }

            return made.Append(text, from, text.Length - from).ToString();
        }
    }

    extension(Encoding encoding)
    {
        public string GetString(ReadOnlySpan<byte> bytes) => encoding.GetString(bytes.ToArray());

        public int GetByteCount(ReadOnlySpan<char> text) => encoding.GetByteCount(text.ToArray());
    }
}
