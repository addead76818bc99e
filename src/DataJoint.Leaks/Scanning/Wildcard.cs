namespace DataJoint.Leaks.Scanning;

/// <summary>Patterns of one name: <c>*</c>, <c>?</c>, <c>[a-z]</c>, and <c>\</c> before what stands for itself.</summary>
internal static class Wildcard
{
    /// <summary>Whether a name is one that the pattern means. A star that fails takes one character more, and never goes back to an earlier star.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int at = 0;
        int star = -1;
        int resume = 0;
        int p = 0;
        while (at < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = at;
            }
            else if (p < pattern.Length && MatchesOne(pattern, p, name[at], out int length))
            {
                p += length;
                at++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, int at, char c, out int length)
    {
        length = 1;
        switch (pattern[at])
        {
            case '?':
                return true;
            case '\\' when at + 1 < pattern.Length:
                length = 2;
                return pattern[at + 1] == c;
            case '[':
                return MatchesClass(pattern[at..], c, out length);
            default:
                return pattern[at] == c;
        }
    }

    private static bool MatchesClass(ReadOnlySpan<char> pattern, char c, out int length)
    {
        int at = 1;
        bool isNegated = at < pattern.Length && pattern[at] is '!' or '^';
        at += isNegated ? 1 : 0;
        bool found = false;
        for (bool isFirst = true; at < pattern.Length && (isFirst || pattern[at] != ']'); isFirst = false)
        {
            at += pattern[at] == '\\' && at + 1 < pattern.Length ? 1 : 0;
            bool isRange = at + 2 < pattern.Length && pattern[at + 1] == '-' && pattern[at + 2] != ']';
            found |= isRange ? c >= pattern[at] && c <= pattern[at + 2] : c == pattern[at];
            at += isRange ? 3 : 1;
        }

        length = at + 1;
        return at < pattern.Length && found != isNegated;
    }
}
