using System.Text;

namespace DataJoint.Configuration;

/// <summary>Cuts the line that a diagnostic points at and masks in it whatever could be a secret.</summary>
/// <remarks>
/// The text may be broken JSON, so nothing is trusted: a value is shown only when it directly follows, on the same line,
/// the name of a setting that is known and no secret. Names are shown only where a name belongs and only when they look like one.
/// </remarks>
internal static class MaskedExcerpt
{
    private const int LongestLine = 240;

    internal static Excerpt? Of(JsonSource source, int offset, bool maskAll)
    {
        byte[] bytes = source.Bytes;
        int start = offset;
        while (start > source.Start && bytes[start - 1] != '\n')
        {
            if (offset - --start > LongestLine)
            {
                return null;
            }
        }

        int end = Math.Min(offset, bytes.Length);
        while (end < bytes.Length && bytes[end] is not ((byte)'\n' or (byte)'\r'))
        {
            if (++end - start > LongestLine)
            {
                return null;
            }
        }

        (int line, _) = source.PositionOf(offset);
        return Masked(Encoding.UTF8.GetString(bytes, start, end - start), line, Encoding.UTF8.GetCharCount(bytes, start, Math.Min(offset, end) - start), maskAll);
    }

    private static Excerpt Masked(string text, int line, int caret, bool maskAll)
    {
        StringBuilder shown = new(text.Length);
        int shownCaret = -1;
        string? name = null;
        bool nameMayFollow = true;
        int i = 0;
        while (i < text.Length)
        {
            int end = RunEnd(text, i);
            if (caret >= i && caret < end)
            {
                shownCaret = shown.Length;
            }

            char c = text[i];
            if (char.IsWhiteSpace(c) || "{}[],:".IndexOf(c) >= 0)
            {
                shown.Append(c);
                nameMayFollow = c is '{' or ',' || (nameMayFollow && char.IsWhiteSpace(c));
                name = c == ':' || char.IsWhiteSpace(c) ? name : null;
            }
            else if (nameMayFollow && IsName(text, i, end))
            {
                name = text.Substring(i + 1, end - i - 2);
                shown.Append(text, i, end - i);
                nameMayFollow = false;
            }
            else
            {
                bool show = !maskAll && name is not null && IsOpen(name);
                shown.Append(show ? Display.Sanitize(text.Substring(i, end - i)) : Secret.Mask);
                name = null;
                nameMayFollow = false;
            }

            i = end;
        }

        return new Excerpt(line, shown.ToString(), shownCaret < 0 ? shown.Length : shownCaret);
    }

    private static int RunEnd(string text, int start)
    {
        char first = text[start];
        if (char.IsWhiteSpace(first) || "{}[],:".IndexOf(first) >= 0)
        {
            return start + 1;
        }

        if (first is '"' or '\'')
        {
            for (int i = start + 1; i < text.Length; i++)
            {
                if (text[i] == first)
                {
                    return i + 1;
                }

                i += text[i] == '\\' ? 1 : 0;
            }

            return text.Length;
        }

        if (first == '/' && start + 1 < text.Length && text[start + 1] is '/' or '*')
        {
            return text.Length;
        }

        int end = start + 1;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && "{}[],:\"".IndexOf(text[end]) < 0)
        {
            end++;
        }

        return end;
    }

    private static bool IsName(string text, int start, int end)
    {
        if (text[start] != '"' || end - start < 3 || text[end - 1] != '"')
        {
            return false;
        }

        for (int i = start + 1; i < end - 1; i++)
        {
            if (!(char.IsLetterOrDigit(text[i]) || text[i] is '_' or '-' or '.' or '$'))
            {
                return false;
            }
        }

        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end < text.Length && text[end] == ':';
    }

    private static bool IsOpen(string name)
    {
        string last = name.Substring(name.LastIndexOf('.') + 1);
        return !StoreCatalogue.NameTellsSecret(last)
            && (SettingCatalogue.IsSegment(last) || StoreCatalogue.FindAttribute(last) is { IsSecret: false });
    }
}
