using System.Globalization;
using System.Text;

namespace DataJoint.Configuration;

/// <summary>Makes text from outside safe to print: no control characters, no direction tricks, not endless.</summary>
public static class Display
{
    /// <summary>Replaces characters that a terminal would act on, and cuts what is too long.</summary>
    /// <param name="text">Text from outside.</param>
    /// <param name="most">The longest that is shown, in characters.</param>
    /// <returns>The text in a printable form.</returns>
    public static string Sanitize(string text, int most = 200)
    {
        if (text is null)
        {
            throw new ArgumentNullException(nameof(text));
        }

        bool plain = text.Length <= most;
        for (int i = 0; plain && i < text.Length; i++)
        {
            plain = !IsUnsafe(text[i]);
        }

        if (plain)
        {
            return text;
        }

        StringBuilder builder = new();
        foreach (char c in text)
        {
            if (builder.Length >= most)
            {
                return builder.Append('…').ToString();
            }

            if (IsUnsafe(c))
            {
                builder.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c);
            }
            else
            {
                builder.Append(c);
            }
        }

        return builder.ToString();
    }

    /// <summary>The text in double quotes, safe to print.</summary>
    /// <param name="text">Text from outside.</param>
    /// <returns>For example <c>"many"</c>.</returns>
    public static string Quote(string text) => "\"" + Sanitize(text, 80) + "\"";

    private static bool IsUnsafe(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
