using System.Text;

namespace DataJoint.Configuration.Secrets;

/// <summary>Hides the password in a URL such as that of a proxy: an ordinary setting may hold one.</summary>
internal static class UrlPassword
{
    private const string SchemeEnd = "://";
    private const string NeverInUserOrHost = "/?#\"'<>(){}\\@";

    /// <summary>The text with <c>********</c> for the passwords in <c>scheme://user:password@host</c> and <c>user:password@host</c>; other texts as they are.</summary>
    public static string Mask(string text)
    {
        int scheme = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (scheme < 0)
        {
            return MaskWithoutScheme(text);
        }

        while (scheme >= 0)
        {
            int start = scheme + SchemeEnd.Length;
            int end = text.IndexOfAny(['/', '?', '#'], start);
            end = end < 0 ? text.Length : end;

            // The last @ of that part: a password may hold one that was not encoded.
            int at = text.LastIndexOf('@', end - 1, end - start);
            int colon = at < 0 ? -1 : text.IndexOf(':', start, at - start);
            if (colon >= 0)
            {
                text = Masked(text, colon, at);
                start = text.IndexOf('@', colon);
            }

            scheme = text.IndexOf(SchemeEnd, start, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The JSON text with the passwords masked in each of its strings.</summary>
    public static string MaskJson(string json)
    {
        if (json.IndexOf('@') < 0)
        {
            return json;
        }

        StringBuilder masked = new(json.Length);
        int position = 0;
        for (int open = json.IndexOf('"'); open >= 0; open = json.IndexOf('"', position))
        {
            int close = open + 1;
            while (close < json.Length && json[close] != '"')
            {
                close += json[close] == '\\' ? 2 : 1;
            }

            close = Math.Min(close, json.Length);
            masked.Append(json, position, open + 1 - position).Append(Mask(json.Substring(open + 1, close - open - 1)));
            position = close;
            if (position < json.Length)
            {
                masked.Append('"');
                position++;
            }
        }

        // A quotation mark in a comment may have led astray.
        return Mask(masked.Append(json, position, json.Length - position).ToString());
    }

    /// <summary>Proxies are also written without a scheme. What only looks alike, such as <c>mailto:me@example.org</c>, stays.</summary>
    private static string MaskWithoutScheme(string text)
    {
        int colon = text.IndexOf(':');
        int at = text.LastIndexOf('@');
        bool looksAlike = colon <= 1 || at < colon || at == text.Length - 1
            || string.Compare(text, 0, "mailto", 0, colon, StringComparison.OrdinalIgnoreCase) == 0
            || !IsNameOrHost(text, 0, colon) || !IsNameOrHost(text, at + 1, text.Length);
        return looksAlike ? text : Masked(text, colon, at);
    }

    private static bool IsNameOrHost(string text, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            bool isLastSlash = text[i] == '/' && i == text.Length - 1;
            if (char.IsWhiteSpace(text[i]) || (!isLastSlash && NeverInUserOrHost.IndexOf(text[i]) >= 0))
            {
                return false;
            }
        }

        return true;
    }

    private static string Masked(string text, int colon, int at) => text.Substring(0, colon + 1) + Secret.Mask + text.Substring(at);
}
