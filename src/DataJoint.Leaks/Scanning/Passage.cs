using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>A text that shapes are looked for in, one character for each byte, and what is known about it.</summary>
internal readonly ref struct Passage
{
    /// <summary>How far the beginning and the end of a line are looked for.</summary>
    private const int LongestLine = 2048;

    public Passage(ReadOnlySpan<char> text, PathTraits traits)
    {
        Text = text;
        Traits = traits;
    }

    public ReadOnlySpan<char> Text { get; }

    /// <summary>What its path tells, and nothing else of it: the same content at two paths of the same traits is read once.</summary>
    public PathTraits Traits { get; }

    public TextKind Kind => Traits.Kind;

    /// <summary>Where the line begins that a place is in; at most some pages before it.</summary>
    public int LineStart(int at)
    {
        int lowest = Math.Max(0, at - LongestLine);
        return lowest + Text[lowest..at].LastIndexOf('\n') + 1;
    }

    /// <summary>Where it ends.</summary>
    public int LineEnd(int at)
    {
        ReadOnlySpan<char> rest = Text.Slice(at, Math.Min(LongestLine, Text.Length - at));
        int end = rest.IndexOf('\n');
        return at + (end < 0 ? rest.Length : end);
    }

    /// <summary>The character at a place, or NUL outside.</summary>
    public char At(int at) => (uint)at < (uint)Text.Length ? Text[at] : '\0';

    /// <summary>Where what the line says begins: in a notebook after the quote of its JSON.</summary>
    public int ContentStart(int at)
    {
        int start = LineStart(at);
        for (int i = at - 1; Traits.IsNotebook && i > start; i--)
        {
            bool isOpening = Text[i] == '"' && Text[i - 1] != '\\';
            bool isLineEnd = Text[i] == 'n' && Text[i - 1] == '\\';
            start = isOpening || isLineEnd ? i + 1 : start;
        }

        while (start < at && Text[start] is ' ' or '\t')
        {
            start++;
        }

        return start;
    }

    /// <summary>Whether a place lies within quotes that its line opens.</summary>
    public bool IsInString(int at) => OpenQuote(at) != '\0';

    /// <summary>The quote that its line opens before a place and does not close, or NUL.</summary>
    public char OpenQuote(int at)
    {
        char open = '\0';
        for (int i = ContentStart(at); i < at; i++)
        {
            char c = Text[i];
            if (c == '\\' && !(Traits.IsNotebook && At(i + 1) == '"'))
            {
                i++;
            }
            else if (c is '"' or '\'' or '`' && (open == '\0' || open == c))
            {
                open = open == '\0' ? c : '\0';
            }
        }

        return open;
    }

    /// <summary>Whether a line is a command of a shell, in a notebook (<c>!export X=…</c>, <c>%env X …</c>) too.</summary>
    public bool IsShellLine(int at)
    {
        int start = ContentStart(at);
        return Kind == TextKind.Shell || (Kind == TextKind.Code && At(start) is '!' or '%' && !Traits.IsMatlab);
    }

    /// <summary>Whether a line of a program is a comment.</summary>
    public bool IsComment(int at)
    {
        int start = ContentStart(at);
        return Kind == TextKind.Code && (At(start) is '#' or '*' || (At(start), At(start + 1)) is ('/', '/' or '*') or ('-', '-') || (At(start) == '%' && !IsShellLine(at)));
    }
}
