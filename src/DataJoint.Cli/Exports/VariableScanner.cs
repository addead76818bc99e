namespace DataJoint.Cli.Exports;

/// <summary>Walks through the text of a file and counts its lines.</summary>
internal sealed class VariableScanner
{
    private readonly string _text;
    private int _position;

    public VariableScanner(string text) => _text = text;

    /// <summary>The line, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Whether the line ends of Windows are what they are, as in the quotes of a shell; elsewhere they are those of Unix.</summary>
    public bool KeepsLineEnds { get; set; }

    public bool IsAtEnd => _position >= _text.Length;

    /// <summary>Whether a line ends here, or the text does.</summary>
    public bool IsAtLineEnd => IsAtEnd || Current == '\n';

    /// <summary>The character here; NUL at the end.</summary>
    public char Current => IsAtEnd ? '\0' : IsWindowsLineEnd ? '\n' : _text[_position];

    /// <summary>The character that follows.</summary>
    public char Next => _position + 1 < _text.Length ? _text[_position + 1] : '\0';

    private bool IsWindowsLineEnd => !KeepsLineEnds && _text[_position] == '\r' && Next == '\n';

    public char Take()
    {
        char taken = Current;
        _position += IsWindowsLineEnd ? 2 : 1;
        Line += taken == '\n' ? 1 : 0;
        return taken;
    }

    public bool TryTake(char expected)
    {
        bool isThere = !IsAtEnd && Current == expected;
        if (isThere)
        {
            Take();
        }

        return isThere;
    }

    public string TakeWhile(Func<char, bool> isWanted)
    {
        int start = _position;
        while (!IsAtEnd && isWanted(Current))
        {
            Take();
        }

        return _text[start.._position];
    }

    public void SkipBlanks() => TakeWhile(c => c is ' ' or '\t');

    /// <summary>Takes the rest of the line, without its end.</summary>
    public string TakeLine() => TakeWhile(c => c != '\n');

    /// <summary>Takes a name, as shells allow it; empty when none stands here.</summary>
    public string TakeName() => char.IsAsciiDigit(Current) ? "" : TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
