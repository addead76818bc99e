namespace DataJoint.Leaks.Scanning;

/// <summary>How many lines, and characters of the last one, lie before a window.</summary>
internal sealed class LinePosition
{
    private long _lines;
    private long _characters;

    /// <summary>Moves on.</summary>
    /// <param name="text">What goes by, one character for each byte.</param>
    public void Advance(ReadOnlySpan<char> text)
    {
        int last = text.LastIndexOf('\n');
        _lines += text.Count('\n');
        _characters = last < 0 ? _characters + CountCharacters(text) : CountCharacters(text[(last + 1)..]);
    }

    /// <summary>The line, from 1.</summary>
    public long Line => _lines + 1;

    /// <summary>The character in it, from 1.</summary>
    public long Column => _characters + 1;

    /// <summary>One that moves on by itself.</summary>
    public LinePosition Copy() => (LinePosition)MemberwiseClone();

    /// <summary>The bytes that begin a character of UTF-8.</summary>
    private static long CountCharacters(ReadOnlySpan<char> text)
    {
        long count = 0;
        foreach (char c in text)
        {
            count += c is >= '\u0080' and < '\u00c0' ? 0 : 1;
        }

        return count;
    }
}
