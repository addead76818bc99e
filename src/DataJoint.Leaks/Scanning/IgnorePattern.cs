namespace DataJoint.Leaks.Scanning;

/// <summary>One line of a <c>.gitignore</c> (https://git-scm.com/docs/gitignore).</summary>
internal sealed class IgnorePattern
{
    private readonly string[] _parts;
    private readonly bool _isAnchored;
    private readonly bool _isForDirectories;

    private IgnorePattern(string[] parts, bool isAnchored, bool isForDirectories, bool isNegated)
    {
        _parts = parts;
        _isAnchored = isAnchored;
        _isForDirectories = isForDirectories;
        IsNegated = isNegated;
    }

    /// <summary>Whether it takes back what an earlier one ignores.</summary>
    public bool IsNegated { get; }

    /// <summary>Reads a line; null for comments and empty ones.</summary>
    public static IgnorePattern? Parse(string line)
    {
        string text = line.TrimEnd('\r');
        int end = text.Length;
        while (end > 0 && text[end - 1] == ' ' && (end < 2 || text[end - 2] != '\\'))
        {
            end--;
        }

        text = text[..end];
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }

        bool isNegated = text[0] == '!';
        text = isNegated ? text[1..] : text;
        bool isForDirectories = text.EndsWith('/');
        text = isForDirectories ? text[..^1] : text;
        bool isAnchored = text.Contains('/', StringComparison.Ordinal);
        text = text.StartsWith('/') ? text[1..] : text;
        return text.Length == 0 ? null : new IgnorePattern(text.Split('/'), isAnchored, isForDirectories, isNegated);
    }

    /// <summary>Whether it means a path.</summary>
    /// <param name="path">The path from the directory of the file that the line is in, with <c>/</c>.</param>
    /// <param name="isDirectory">Whether it is a directory.</param>
    public bool Matches(string path, bool isDirectory)
    {
        if (_isForDirectories && !isDirectory)
        {
            return false;
        }

        string[] names = path.Split('/');
        return _isAnchored ? MatchesParts(names) : Wildcard.Matches(_parts[0], names[^1]);
    }

    /// <summary>Part by part; <c>**</c> stands for any number of directories. The work is the product of both lengths.</summary>
    private bool MatchesParts(string[] names)
    {
        bool[] reached = new bool[names.Length + 1];
        reached[0] = true;
        for (int part = 0; part < _parts.Length; part++)
        {
            bool[] next = new bool[names.Length + 1];
            bool isLast = part == _parts.Length - 1;
            for (int i = 0; i <= names.Length; i++)
            {
                if (_parts[part] == "**")
                {
                    next[i] = (reached[i] && !isLast) || (i > 0 && (next[i - 1] || reached[i - 1]));
                }
                else
                {
                    next[i] = i > 0 && reached[i - 1] && Wildcard.Matches(_parts[part], names[i - 1]);
                }
            }

            reached = next;
        }

        return reached[names.Length];
    }
}
