namespace DataJoint.Configuration;

/// <summary>Hides the password in a URL such as that of a proxy: an ordinary setting may hold one.</summary>
internal static class UrlPassword
{
    /// <summary>The text with <c>********</c> for the password in <c>scheme://user:password@host</c>; other texts as they are.</summary>
    internal static string Mask(string text)
    {
        int start = text.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return text;
        }

        start += 3;
        int end = text.IndexOfAny(['/', '?', '#'], start);
        end = end < 0 ? text.Length : end;

        // The last @ of that part: a password may hold one that was not encoded.
        int at = text.LastIndexOf('@', end - 1, end - start);
        int colon = at < 0 ? -1 : text.IndexOf(':', start, at - start);
        return colon < 0 ? text : text.Substring(0, colon + 1) + Secret.Mask + text.Substring(at);
    }
}
