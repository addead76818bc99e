using System.Buffers;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Reads the value after a name and what separates them: in quotes of any depth, in a tag, or bare.</summary>
internal ref struct ValueReader
{
    private const int Longest = 4096;
    private const int LongestType = 60;

    private static readonly SearchValues<char> ShellEnds = SearchValues.Create(" \t\r\n\"'`;&|<>)");
    private static readonly SearchValues<char> QueryEnds = SearchValues.Create(" \t\r\n\"'`&#<>);,");
    private static readonly SearchValues<char> FlowEnds = SearchValues.Create(",}]\r\n");

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

    /// <summary>Calls that only wrap a text.</summary>
    private static readonly string[] Wrappers =
    [
        "Secret", "SecretStr", "SecureString", "ToSecureString", "GetBytes", "String", "str", "quote", "quote_plus", "EscapeDataString", "Some", "fromJust", "string", "char", "b64encode", "encode",
    ];

    private readonly Passage _passage;
    private readonly int _keyStart;
    private readonly Separator _separator;
    private readonly bool _isQuotedKey;
    private int _at;

    public ValueReader(in Passage passage, int keyStart, in SeparatorReader separator, Separator kind)
    {
        _passage = passage;
        _keyStart = keyStart;
        _separator = kind;
        _isQuotedKey = separator.IsQuotedKey;
        _at = separator.End;
    }

    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>Whether it stands in quotes.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Whether it is a part of a connection string.</summary>
    public bool IsPart { get; private set; }

    private readonly char Current => _passage.At(_at);

    /// <summary>Reads it.</summary>
    /// <returns>False when there is none that could be a credential.</returns>
    public bool Read()
    {
        SkipBlanks();
        if (_separator == Separator.Element)
        {
            return ReadElement();
        }

        if (_separator == Separator.Default)
        {
            return Take(_at, FindEnd(_at, FlowEnds));
        }

        SkipBlock();
        SkipMarks();
        IsPart = _separator == Separator.Assign && ConnectionText.Has(_passage, _keyStart, _at);
        int prefix = QuotePrefix();
        if (prefix >= 0)
        {
            _at += prefix;
            return !ClosesString() && ReadQuoted() && (_separator != Separator.Call || IsWholeArgument());
        }

        return ReadLong() || ReadWrapped() || ReadFallback() || ReadAfterType() || (_separator is Separator.Assign or Separator.Colon or Separator.Space && ReadBare());
    }

    private bool Take(int start, int end)
    {
        Start = start;
        End = end;
        return end > start;
    }

    private void SkipBlanks()
    {
        bool crosses = _isQuotedKey || _separator is Separator.Comma or Separator.Call or Separator.Element;
        int end = Math.Min(_passage.Text.Length, _at + 200);
        while (_at < end && (Current is ' ' or '\t' || (crosses && Current is '\r' or '\n')))
        {
            _at++;
        }
    }

    /// <summary>A value on the next line: <c>password: |</c> in YAML, or indented after nothing.</summary>
    private void SkipBlock()
    {
        if (Current is '\r' or '\n' or '\\' && NextLine.Find(_passage, _keyStart, _at) is int next and > 0)
        {
            _at = next;
        }

        if (_separator != Separator.Colon || Current is not ('|' or '>'))
        {
            return;
        }

        int at = _at + 1;
        while (_passage.At(at) is '-' or '+' or '\r' or ' ' || char.IsAsciiDigit(_passage.At(at)))
        {
            at++;
        }

        if (_passage.At(at) == '\n')
        {
            _at = at + 1;
            while (Current is ' ' or '\t')
            {
                _at++;
            }
        }
    }

    /// <summary>A parenthesis around a string, a default after other arguments, and stars of Markdown.</summary>
    private void SkipMarks()
    {
        int at = _at;
        if (_passage.Kind == TextKind.Code && _separator == Separator.Assign && Current == '(')
        {
            at += 1 + Math.Max(0, Window(at + 1).IndexOfAnyExcept(" \t\r\n"));
            _at = _passage.At(at) is '"' or '\'' ? at : _at;
        }
        else if (_separator == Separator.Comma && _passage.Text[at.._passage.LineEnd(at)].IndexOf("default=") is int place and >= 0)
        {
            _at = at + place + "default=".Length;
        }
        else if (_passage.Kind == TextKind.Settings && _separator == Separator.Colon && (Current == '&' || Window(at).StartsWith("!!str ")))
        {
            int blank = Window(at).IndexOf(' '); // an anchor or a tag of YAML
            _at += blank < 0 ? 0 : blank + 1;
        }
        else if (_passage.Kind == TextKind.Prose)
        {
            _at += Math.Max(0, Window(at).IndexOfAnyExcept("* "));
        }
    }

    /// <summary>The letters before a quote, such as <c>r</c>, <c>b</c>, <c>@</c> and <c>$</c>; -1 when no quote comes.</summary>
    private readonly int QuotePrefix()
    {
        int letters = 0;
        while (letters < 3 && _passage.At(_at + letters) is 'r' or 'b' or 'f' or 'u' or 'R' or 'B' or 'F' or 'U' or 'L' or 'N' or '@' or '$')
        {
            letters++;
        }

        int at = _at + letters;
        while (_passage.At(at) == '\\' && at - _at < 12)
        {
            at++;
        }

        bool isQuote = _passage.At(at) is '"' or '\'' || (_passage.At(at) == '`' && !_passage.IsShellLine(_keyStart));
        return isQuote ? letters : -1;
    }

    /// <summary>Whether the quote ends the string that the name stands in, as in <c>"Password: " + text</c>.</summary>
    private readonly bool ClosesString()
    {
        bool isPlain = Current is '"' or '\'' or '`';
        char quote = isPlain ? Current : _passage.At(_at + 1);
        return !_isQuotedKey && (isPlain || _passage.Traits.IsNotebook) && _passage.OpenQuote(_keyStart) == quote;
    }

    /// <summary>A string of Lua in long brackets: <c>[[…]]</c>, <c>[==[…]==]</c></summary>
    private bool ReadLong()
    {
        int level = _passage.Traits.IsLua && Current == '[' ? Math.Max(0, Window(_at + 1).IndexOfAnyExcept('=')) : -1;
        if (level < 0 || _passage.At(_at + 1 + level) != '[')
        {
            return false;
        }

        int start = _at + 2 + level;
        int length = Window(start).IndexOf($"]{new string('=', level)}]");
        IsQuoted = true;
        return length > 0 && Take(start, start + length);
    }

    private bool ReadQuoted()
    {
        int slashes = 0;
        while (_passage.At(_at + slashes) == '\\')
        {
            slashes++;
        }

        char quote = _passage.At(_at + slashes);
        int start = _at + slashes + 1;
        bool isTriple = slashes == 0 && _passage.At(start) == quote && _passage.At(start + 1) == quote;
        start += isTriple ? 2 : 0;
        int end = isTriple ? FindTriple(start, quote) : FindQuote(start, quote, slashes);
        IsQuoted = true;
        _at = end + slashes + (isTriple ? 3 : 1);
        if (isTriple && end > start)
        {
            ReadOnlySpan<char> whole = _passage.Text[start..end];
            start = end - whole.TrimStart("\\\r\n ").Length;
            end = start + _passage.Text[start..Math.Max(start, end)].TrimEnd("\r\n ").Length;
        }

        return end >= 0 && Take(start, end);
    }

    private readonly int FindTriple(int start, char quote)
    {
        ReadOnlySpan<char> rest = Window(start);
        int end = rest.IndexOf([quote, quote, quote]);
        return end < 0 ? -1 : start + end;
    }

    /// <summary>The quote that closes: after as many backslashes as the one that opened, or fewer, which closes what is around it.</summary>
    private readonly int FindQuote(int start, char quote, int slashes)
    {
        ReadOnlySpan<char> rest = Window(start);
        for (int i = 0, run = 0; i < rest.Length && rest[i] != '\n'; i++)
        {
            if (rest[i] == quote && (slashes == 0 ? run % 2 == 0 : run <= slashes))
            {
                return start + i - (slashes == 0 ? 0 : run);
            }

            run = rest[i] == '\\' ? run + 1 : 0;
        }

        return -1;
    }

    private readonly ReadOnlySpan<char> Window(int start) =>
        start >= _passage.Text.Length ? [] : _passage.Text.Slice(start, Math.Min(Longest, _passage.Text.Length - start));

    private readonly bool IsWholeArgument()
    {
        int at = _at;
        while (_passage.At(at) is ' ' or '\t')
        {
            at++;
        }

        return _passage.At(at) == ')';
    }

    private bool ReadElement()
    {
        const string Verbatim = "<![CDATA[";
        bool isVerbatim = Window(_at).StartsWith(Verbatim);
        _at += isVerbatim ? Verbatim.Length : 0;
        ReadOnlySpan<char> rest = Window(_at);
        int end = isVerbatim ? rest.IndexOf("]]>") : rest.IndexOf('<');
        IsQuoted = true;
        return end > 0 && rest[..end].TrimEnd().IndexOfAny(' ', '\n', '>') < 0 && Take(_at, _at + rest[..end].TrimEnd().Length);
    }

    /// <summary><c>Secret("…")</c> and its kin.</summary>
    private bool ReadWrapped()
    {
        int at = _at;
        while (_passage.At(at) is '_' or '.' or ' ' or '-' || char.IsAsciiLetterOrDigit(_passage.At(at)))
        {
            if (++at - _at > LongestType)
            {
                return false;
            }
        }

        ReadOnlySpan<char> name = _passage.Text[_at..at].TrimEnd();
        bool isMember = name.Contains('.');
        name = name[(name.LastIndexOfAny('.', ' ', '-') + 1)..];
        bool isCmdlet = name.SequenceEqual("SecureString") && _passage.At(at) is '"' or '\'';
        at -= isCmdlet ? 1 : 0;
        if ((_passage.At(at) != '(' && !isCmdlet) || (isMember && name.SequenceEqual("encode")) || Array.IndexOf(Wrappers, name.ToString()) < 0)
        {
            return false;
        }

        _at = at + 1;
        int prefix = QuotePrefix();
        _at += Math.Max(0, prefix);
        return prefix >= 0 && ReadQuoted();
    }

    /// <summary><c>password = password or "…"</c></summary>
    private bool ReadFallback()
    {
        bool isExpression = _separator == Separator.Assign && _passage.Kind == TextKind.Code;
        ReadOnlySpan<char> rest = isExpression ? _passage.Text[_at..Math.Min(_passage.LineEnd(_at), _at + LongestType)] : default;
        int end = rest.IndexOfAnyExcept(NameCharacters);
        ReadOnlySpan<char> sign = end <= 0 ? default : rest[end..].TrimStart();
        const int Length = 3;
        bool isFallback = sign.StartsWith("or ") || sign.StartsWith("?? ") || sign.StartsWith("|| ");
        if (!isFallback || sign.Length == Length || sign[Length] is not ('"' or '\''))
        {
            return false;
        }

        _at += rest.Length - sign.Length + Length;
        return ReadQuoted();
    }

    /// <summary><c>password: str = "…"</c></summary>
    private bool ReadAfterType()
    {
        if (_separator != Separator.Colon || _passage.Kind != TextKind.Code)
        {
            return false;
        }

        ReadOnlySpan<char> rest = _passage.Text.Slice(_at, Math.Min(LongestType, _passage.Text.Length - _at));
        int equals = rest.IndexOfAny('=', '\n', ',');
        if (equals <= 0 || rest[equals] != '=' || rest[..equals].ContainsAny('(', '"', '\''))
        {
            return false;
        }

        int before = _at;
        _at += equals + 1;
        SkipBlanks();
        int prefix = QuotePrefix();
        _at += Math.Max(0, prefix);
        if (prefix >= 0 && ReadQuoted())
        {
            return true;
        }

        _at = before;
        return false;
    }

    private bool ReadBare()
    {
        if (IsPart)
        {
            IsQuoted = true;
            return Take(Current == '{' ? _at + 1 : _at, ConnectionText.FindEnd(_passage, _keyStart, _at));
        }

        bool isTight = _at > 0 && _passage.At(_at - 1) is '=' or ':';
        if (_separator == Separator.Assign && _passage.At(_keyStart - 1) is '?' or '&' or ';')
        {
            return Take(_at, FindEnd(_at, QueryEnds));
        }

        if (_passage.IsShellLine(_keyStart) || _separator == Separator.Space)
        {
            bool isSource = _separator == Separator.Colon && _passage.Text[.._keyStart].EndsWith("-passin ") || _passage.Text[.._keyStart].EndsWith("-passout ");
            return (_separator != Separator.Colon || isSource) && (isTight || _separator == Separator.Space) && Take(_at, FindEnd(_at, ShellEnds));
        }

        return _passage.Kind switch
        {
            TextKind.Code when _passage.IsComment(_keyStart) => BareLine.TryReadProse(_passage, _keyStart, _at, _separator, out int last) && Take(_at, last),
            TextKind.Code => _separator == Separator.Assign && isTight && _passage.IsInString(_keyStart) && Take(_at, FindEnd(_at, QueryEnds)),
            TextKind.Prose => BareLine.TryReadProse(_passage, _keyStart, _at, _separator, out int end) && Take(_at, end),
            _ => Take(_at, BareLine.FindEnd(_passage, _keyStart, _at)),
        };
    }

    private readonly int FindEnd(int start, SearchValues<char> ends)
    {
        ReadOnlySpan<char> rest = Window(start);
        int end = rest.IndexOfAny(ends);
        end = end < 0 ? rest.Length : end;

        // In a string of JSON or a program the line ends with an escape.
        int escape = rest[..end].IndexOf("\\n");
        return start + (escape >= 0 ? escape : end);
    }
}
