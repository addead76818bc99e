using System.Text;

namespace DataJoint.Configuration.Secrets;

/// <summary>Hides the password in a URL such as that of a proxy: an ordinary setting may hold one.</summary>
internal static class UrlPassword
{
    private const string SchemeEnd = "://";
    private const string NeverInUserOrHost = "/?#\"'<>(){}\\@";
    private static readonly char[] EndOfHost = ['/', '?', '#'];

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
            int at = FindPasswordEnd(text, start, out int colon);
            if (at >= 0)
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

    /// <summary>The @ behind the password of the URL whose user or host begins at a place, or -1. A password may hold an @ or a slash that was not encoded.</summary>
    private static int FindPasswordEnd(string text, int start, out int colon)
    {
        int path = text.IndexOfAny(EndOfHost, start);
        path = path < 0 ? text.Length : path;
        int at = text.LastIndexOf('@', path - 1, path - start);
        colon = text.IndexOf(':', start, (at < 0 ? path : at) - start);
        if (colon < 0 || (at < 0 && MayEndHost(text, start, colon, path)))
        {
            return -1;
        }

        int next = text.IndexOf(SchemeEnd, start, StringComparison.Ordinal);
        int end = next < 0 ? text.Length : next;
        for (int i = path; i < end; i++)
        {
            if (char.IsWhiteSpace(text[i]) || text[i] == '"')
            {
                end = i;
            }
        }

        return end > path && text.LastIndexOf('@', end - 1, end - path) is >= 0 and int last ? last : at;
    }

    /// <summary>Whether a colon stands before a port, in an IPv6 address, or behind a drive.</summary>
    private static bool MayEndHost(string text, int start, int colon, int path)
    {
        for (int i = colon + 1; i < path; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return text[start] == '[';
            }
        }

        return path > colon + 1 || colon <= start + 1;
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
