using System.Globalization;
using System.Text;

namespace DataJoint.Configuration;

/// <summary>Makes text from outside safe to print: no control characters, no direction tricks, not endless.</summary>
public static class Display
{
    /// <summary>Replaces characters that a terminal would act on, and cuts what is too long.</summary>
    /// <param name="text">Text from outside.</param>
    /// <param name="max">The longest that is shown, in characters.</param>
    /// <returns>The text in a printable form.</returns>
    public static string Sanitize(string text, int max = 200)
    {
        if (text is null)
        {
            throw new ArgumentNullException(nameof(text));
        }

        bool plain = text.Length <= max;
        for (int i = 0; plain && i < text.Length; i++)
        {
            plain = !IsUnsafe(text, i);
            i += char.IsSurrogatePair(text, i) ? 1 : 0;
        }

        if (plain)
        {
            return text;
        }

        StringBuilder builder = new();
        for (int i = 0, length; i < text.Length; i += length)
        {
            length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (builder.Length >= max)
            {
                return builder.Append('…').ToString();
            }

            if (!IsUnsafe(text, i))
            {
                builder.Append(text, i, length);
            }
            else if (length == 1)
            {
                builder.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)text[i]);
            }
            else
            {
                builder.AppendFormat(CultureInfo.InvariantCulture, "\\U{0:x8}", char.ConvertToUtf32(text, i));
            }
        }

        return builder.ToString();
    }

    /// <summary>The text in double quotes, safe to print.</summary>
    /// <param name="text">Text from outside.</param>
    /// <returns>For example <c>"many"</c>.</returns>
    public static string Quote(string text) => "\"" + Sanitize(text, 80) + "\"";

    /// <summary>Judges a whole code point: invisible ones are beyond U+FFFF too, and half a pair is not a character.</summary>
    private static bool IsUnsafe(string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
