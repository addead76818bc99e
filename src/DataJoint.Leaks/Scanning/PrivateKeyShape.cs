namespace DataJoint.Leaks.Scanning;

/// <summary>Private keys between their marks, and PuTTY's.</summary>
internal sealed class PrivateKeyShape : IShape
{
    private const int LongestHeader = 400;
    private const int Fewest = 40;

    public IReadOnlyList<string> Needles { get; } = ["-----begin", "private-lines:"];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        ReadOnlySpan<char> text = passage.Text;
        int start;
        if (text[at] == '-')
        {
            int label = at + "-----BEGIN".Length;
            int end = text[label..Math.Min(text.Length, label + 60)].IndexOf("-----");
            if (end < 0 || !text.Slice(label, end).Contains("PRIVATE KEY", StringComparison.Ordinal))
            {
                return;
            }

            start = label + end + "-----".Length;
        }
        else
        {
            start = at + "Private-Lines: 1".Length;
        }

        int content = FindContent(text, Math.Min(start, text.Length));
        if (content >= 0)
        {
            found.Add(new Match(Leaks.LeakRules.PrivateKey, at, content, EndOf(text, content)));
        }
    }

    /// <summary>Where the base64 begins, after headers and line ends of any form; -1 when there is no key, as in a document about keys.</summary>
    private static int FindContent(ReadOnlySpan<char> text, int start)
    {
        int run = 0;
        for (int at = start; at < Math.Min(text.Length, start + LongestHeader); at++)
        {
            char c = text[at];
            bool isEscape = c is 'n' or 'r' && at > start && text[at - 1] == '\\';
            run = !isEscape && (char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=') ? run + 1 : 0;
            if (run == Fewest)
            {
                int first = at - Fewest + 1;
                return TokenShape.IsReal(text.Slice(first, Fewest)) ? first : -1;
            }

            if (c == '-' && text[at..].StartsWith("-----END"))
            {
                return -1;
            }
        }

        return -1;
    }

    private static int EndOf(ReadOnlySpan<char> text, int content)
    {
        ReadOnlySpan<char> rest = text.Slice(content, Math.Min(16 * 1024, text.Length - content));
        int end = rest.IndexOf("-----END");
        return content + (end < 0 ? Math.Min(rest.Length, 64) : end);
    }
}
