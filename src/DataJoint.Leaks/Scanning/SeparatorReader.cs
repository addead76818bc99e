using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Reads what stands between a name and its value, in every language at once.</summary>
internal ref struct SeparatorReader
{
    private const int LongestTag = 200;
    private const int LongestAccessors = 60;
    private const int LongestGap = 80;

    private readonly Passage _passage;
    private readonly int _keyStart;
    private readonly int _keyEnd;
    private int _at;

    /// <summary>Whether the name stands in quotes.</summary>
    private bool _isQuoted;

    public SeparatorReader(in Passage passage, int keyStart, int keyEnd)
    {
        _passage = passage;
        _keyStart = keyStart;
        _keyEnd = keyEnd;
        _at = keyEnd;
    }

    /// <summary>Where the value begins, after what separates it.</summary>
    public readonly int End => _at;

    public readonly bool IsQuotedKey => _isQuoted;

    private readonly char Current => _passage.At(_at);

    private readonly char Next => _passage.At(_at + 1);

    public Separator Read()
    {
        SkipClosers();
        if (ReadValueAttribute() is Separator attribute and not Separator.None)
        {
            return attribute;
        }

        if (ReadSetting() is Separator setting and not Separator.None)
        {
            return setting;
        }

        SkipBlanks();
        return Current switch
        {
            '=' => Next is '=' or '~' ? Separator.None : Take(Next == '>' ? 2 : 1, Separator.Assign),
            ':' => ReadColon(),
            '?' => Next == '=' ? Take(2, Separator.Assign) : Next == '?' ? Take(_passage.At(_at + 2) == '=' ? 3 : 2, Separator.Fallback) : Separator.None,
            '|' => Next == '|' ? Take(2, Separator.Fallback) : _passage.Kind == TextKind.Prose ? Take(1, Separator.Colon) : Separator.None,
            '+' => Next == '=' ? Take(2, Separator.Assign) : Separator.None,
            '<' => Next == '<' && _passage.At(_at + 2) == '<' ? Take(3, Separator.Assign)
                : _passage.Traits.IsLua ? ReadAttribute()
                : Next == '-' && _passage.Kind == TextKind.Code ? Take(2, Separator.Assign) : ReadPropertyList(),
            ',' => _isQuoted ? Take(1, Separator.Comma) : Separator.None,
            '>' => IsTag() || _isQuoted ? Take(1, Separator.Element) : Separator.None,
            '(' => Take(1, Separator.Call),
            ')' => ReadFallback(),
            '\r' or '\n' => ReadComplexKey(),
            '{' => _isQuoted ? ReadDefault() : ReadAccessors(),
            _ => IsTag() ? ReadTagEnd() : _at > _keyEnd && !_isQuoted ? ReadWords() : Separator.None,
        };
    }

    private Separator Take(int length, Separator separator)
    {
        _at += length;
        return separator;
    }

    /// <summary>Quotes, also with backslashes, and brackets: <c>config["database"]["password"]</c>.</summary>
    private void SkipClosers()
    {
        int end = Math.Min(_passage.Text.Length, _at + 12);
        while (_at < end)
        {
            char c = Current;
            if (c is '"' or '\'' or '`' || (c == '\\' && Next is '\\' or '"' or '\''))
            {
                _isQuoted |= c != '\\';
            }
            else if (c != ']')
            {
                return;
            }

            _at++;
        }
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t' && _at - _keyEnd < LongestGap)
        {
            _at++;
        }
    }

    /// <summary><c>name: DJ_PASS</c> and then <c>value: …</c>, as in Kubernetes, task definitions and XML.</summary>
    private Separator ReadValueAttribute()
    {
        int at = _at;
        bool isLineStart = false;
        while (_passage.At(at) is ' ' or '\t' or '\r' or '\n' or ',' or '"' or '\'' or '#' && at - _at < LongestGap)
        {
            // A comment between name and value, as in YAML.
            at = _passage.At(at) == '#' ? isLineStart ? _passage.LineEnd(at) : at + LongestGap : at + 1;
            isLineStart = _passage.At(at - 1) == '\n' || (isLineStart && _passage.At(at - 1) is ' ');
        }

        ReadOnlySpan<char> rest = _passage.Text[Math.Min(at, _passage.Text.Length)..];
        if (at == _at || !rest.StartsWith("value", StringComparison.OrdinalIgnoreCase))
        {
            return Separator.None;
        }

        at += "value".Length;
        while (_passage.At(at) is '"' or '\'' or ' ' or '\t')
        {
            at++;
        }

        if (_passage.At(at) is not (':' or '='))
        {
            return Separator.None;
        }

        _at = at + 1;
        return _passage.At(at) == ':' ? Separator.Colon : Separator.Assign;
    }

    /// <summary><c>&lt;setting name="Password" serializeAs="String"&gt;&lt;value&gt;…</c></summary>
    private Separator ReadSetting()
    {
        const string Start = "<value>";
        ReadOnlySpan<char> rest = _passage.Text.Slice(_at, Math.Min(LongestTag, _passage.Text.Length - _at));
        int tag = rest.StartsWith(" serializeAs=") ? rest.IndexOf('<') : -1;
        return tag > 0 && rest[tag..].StartsWith(Start) ? Take(tag + Start.Length, Separator.Element) : Separator.None;
    }

    private Separator ReadColon()
    {
        bool isExpansion = _keyStart > 1 && _passage.At(_keyStart - 1) == '{' && _passage.At(_keyStart - 2) == '$';
        return Next is '-' or '=' && isExpansion ? Take(2, Separator.Default)
            : Next == '=' ? Take(2, Separator.Assign)
            : Next == ':' ? Separator.None
            : Take(1, Separator.Colon);
    }

    /// <summary>A key of YAML on a line of its own: <c>? password</c>, and then <c>: …</c></summary>
    private Separator ReadComplexKey()
    {
        ReadOnlySpan<char> before = _passage.Text[_passage.LineStart(_keyStart).._keyStart].TrimEnd("\"' ");
        int at = _at + Math.Max(0, _passage.Text.Slice(_at, Math.Min(LongestGap, _passage.Text.Length - _at)).IndexOfAnyExcept("\r\n \t"));
        bool isKey = _passage.Kind == TextKind.Settings && before.EndsWith("?") && before[..^1].IndexOfAnyExcept(" -") < 0;
        return isKey && _passage.At(at) == ':' && _passage.At(at + 1) is ' ' or '\t' ? Take(at + 1 - _at, Separator.Colon) : Separator.None;
    }

    /// <summary>What Lua says of a local name: <c>local password &lt;const&gt; = "…"</c></summary>
    private Separator ReadAttribute()
    {
        ReadOnlySpan<char> rest = _passage.Text[_at.._passage.LineEnd(_at)];
        int end = rest.IndexOf('>') + 1;
        ReadOnlySpan<char> after = rest[end..].TrimStart();
        return end > 0 && after.StartsWith("=") && !after.StartsWith("==") ? Take(rest.Length - after.Length + 1, Separator.Assign) : Separator.None;
    }

    private readonly bool IsTag()
    {
        char before = _passage.At(_keyStart - 1);
        return before == '<' || (before == ':' && char.IsAsciiLetterOrDigit(_passage.At(_keyStart - 2)));
    }

    /// <summary>The attributes of a tag, and its end.</summary>
    private Separator ReadTagEnd()
    {
        ReadOnlySpan<char> rest = _passage.Text.Slice(_at, Math.Min(LongestTag, _passage.Text.Length - _at));
        int end = rest.IndexOfAny('>', '<', '\n');
        return end > 0 && rest[end] == '>' && rest[end - 1] != '/' ? Take(end + 1, Separator.Element) : Separator.None;
    }

    /// <summary><c>&lt;key&gt;password&lt;/key&gt;&lt;string&gt;…</c></summary>
    private Separator ReadPropertyList()
    {
        const string End = "</key>";
        const string Start = "<string>";
        if (!_passage.Text[_at..].StartsWith(End))
        {
            return Separator.None;
        }

        int at = _at + End.Length;
        while (_passage.At(at) is ' ' or '\t' or '\r' or '\n' && at - _at < LongestGap)
        {
            at++;
        }

        if (!_passage.Text[Math.Min(at, _passage.Text.Length)..].StartsWith(Start))
        {
            return Separator.None;
        }

        _at = at + Start.Length;
        return Separator.Element;
    }

    /// <summary><c>GetEnvironmentVariable("DJ_PASS") ?? "…"</c></summary>
    private Separator ReadFallback()
    {
        _at++;
        SkipBlanks();
        return (Current, Next) is ('?', '?') or ('|', '|') or ('o', 'r') ? Take(2, Separator.Fallback) : Separator.None;
    }

    /// <summary><c>string Password { get; init; } = "…"</c></summary>
    private Separator ReadAccessors()
    {
        ReadOnlySpan<char> rest = _passage.Text.Slice(_at, Math.Min(LongestAccessors, _passage.Text.Length - _at));
        int end = rest.IndexOf('}');
        if (end < 0 || !rest[..end].Contains("get;", StringComparison.Ordinal))
        {
            return Separator.None;
        }

        _at += end + 1;
        SkipBlanks();
        return Current == '=' ? Take(1, Separator.Assign) : Separator.None;
    }

    /// <summary><c>variable "db_password" { default = "…" }</c></summary>
    private Separator ReadDefault()
    {
        ReadOnlySpan<char> rest = _passage.Text.Slice(_at, Math.Min(LongestTag, _passage.Text.Length - _at));
        int end = rest.IndexOf('}');
        rest = end < 0 ? rest : rest[..end];
        int at = rest.IndexOf("default");
        int equals = at < 0 ? -1 : rest[at..].IndexOf('=');
        return equals > 0 && _passage.Kind == TextKind.Code ? Take(at + equals + 1, Separator.Assign) : Separator.None;
    }

    /// <summary><c>SET PASSWORD FOR ana = '…'</c>, and in prose <c>the password is …</c></summary>
    private Separator ReadWords()
    {
        ReadOnlySpan<char> rest = _passage.Text[_at.._passage.LineEnd(_at)];
        int equals = rest.StartsWith("FOR ", StringComparison.OrdinalIgnoreCase) ? rest.IndexOf("= ") : -1;
        ReadOnlySpan<char> given = equals > 0 ? rest[(equals + 2)..] : default;
        bool isStatement = equals > 0 && (given.StartsWith("'") || given.StartsWith("\"") || given.StartsWith("PASSWORD(", StringComparison.OrdinalIgnoreCase));
        const string Typed = "As String =";
        return isStatement ? Take(equals + 1, Separator.Assign)
            : rest.StartsWith(Typed, StringComparison.OrdinalIgnoreCase) ? Take(Typed.Length, Separator.Assign)
            : _passage.Kind == TextKind.Prose && rest.StartsWith("is ") ? Take("is ".Length, Separator.Colon)
            : ReadSpace();
    }

    /// <summary>Only where white space separates names from values: options, <c>ENV</c>, <c>set -x</c>, SQL, netrc.</summary>
    private readonly Separator ReadSpace()
    {
        ReadOnlySpan<char> line = _passage.Text[_passage.ContentStart(_keyStart).._keyStart];
        bool isOption = line.EndsWith("--") || (line.EndsWith("-") && _passage.At(_keyStart - 2) is ' ' or '\t');
        bool isOrder = line.StartsWith("ENV ") || line.StartsWith("setenv ") || line.StartsWith("set -") || line.StartsWith("%env ") || line.StartsWith("%set_env ")
            || line.StartsWith("#define ") || line.StartsWith("setx ", StringComparison.OrdinalIgnoreCase) || line.Contains("configure set ", StringComparison.Ordinal)
            || line.StartsWith("nmcli ")
            || (line.IsEmpty && _passage.Traits.IsProperties);
        ReadOnlySpan<char> key = _passage.Text[_keyStart.._keyEnd];
        bool isSql = key.Equals("password", StringComparison.OrdinalIgnoreCase) && Current == '\'';
        bool isLogin = key.SequenceEqual("password")
            && (_passage.Traits.IsNetrc || IsAfterLogin(line));
        bool isTable = key.SequenceEqual("database.password") && _at - _keyEnd > 1;
        return isOption || isOrder || isSql || isLogin || isTable ? Separator.Space : Separator.None;
    }

    /// <summary><c>machine … login ana password …</c></summary>
    private static bool IsAfterLogin(ReadOnlySpan<char> line)
    {
        int login = line.LastIndexOf("login ");
        return login >= 0 && line[(login + "login ".Length)..].Trim().IndexOf(' ') < 0 && (line.Contains("machine ", StringComparison.Ordinal) || line[..login].IsWhiteSpace());
    }
}
