using System.Buffers;

namespace DataJoint.Leaks.Scanning;

/// <summary>Finds any of many literals, in groups: vector instructions find up to 80 of at least three characters at once.</summary>
internal sealed class LiteralSearch
{
    /// <summary>More of them would be searched for without vector instructions.</summary>
    public const int MaxGroup = 80;

    private const int LongestBeginning = 7;
    private readonly SearchValues<string>[] _groups;

    /// <summary>Prepares the search.</summary>
    /// <param name="literals">The literals, in lower case.</param>
    public LiteralSearch(IEnumerable<string> literals)
    {
        string[] beginnings = [.. literals.Select(literal => literal[..Math.Min(LongestBeginning, literal.Length)]).Distinct().Order(StringComparer.Ordinal)];
        string[] needed = [.. beginnings.Where(beginning => !Array.Exists(beginnings, other => other.Length < beginning.Length && beginning.StartsWith(other, StringComparison.Ordinal)))];
        int count = (needed.Length + MaxGroup - 1) / MaxGroup;
        _groups = count == 0 ? [] : [.. needed.Chunk((needed.Length + count - 1) / count).Select(group => SearchValues.Create(group, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>How many groups there are.</summary>
    public int Count => _groups.Length;

    /// <summary>Finds the next place where one may begin.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="from">Where to begin, never before the place of the call before.</param>
    /// <param name="next">Where each group is found next, kept between calls; all -1 at first.</param>
    /// <returns>The place, or -1.</returns>
    public int Find(ReadOnlySpan<char> text, int from, Span<int> next)
    {
        int first = int.MaxValue;
        for (int i = 0; i < _groups.Length; i++)
        {
            if (next[i] < from)
            {
                int at = text[from..].IndexOfAny(_groups[i]);
                next[i] = at < 0 ? int.MaxValue : from + at;
            }

            first = Math.Min(first, next[i]);
        }

        return first == int.MaxValue ? -1 : first;
    }
}
