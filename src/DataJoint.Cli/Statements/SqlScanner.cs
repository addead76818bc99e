namespace DataJoint.Cli.Statements;

/// <summary>Cuts a statement into words, names, literals and marks, as its database would.</summary>
/// <remarks>
/// Only what decides where a statement ends and which words are keywords. What MySQL runs although it looks like a comment
/// (<c>/*! … */</c>) counts as part of the statement.
/// </remarks>
internal sealed class SqlScanner(string text, SqlDialect dialect)
{
    private int _next;
    private int _runnableComments;

    /// <summary>Why the server may read the text otherwise than it is read here, to be read behind "the statement"; or null. Known when all is scanned.</summary>
    public string? Doubt { get; private set; } = DoubtAboutMarks(text, dialect);

    /// <summary>All pieces; the last one is <see cref="SqlTokenKind.Unclosed"/> where something never ends.</summary>
    public IEnumerable<SqlToken> Scan()
    {
        while (_next < text.Length)
        {
            if (IsSpace(text[_next]))
            {
                _next++;
            }
            else if (IsCommentToEndOfLine())
            {
                SkipLine();
            }
            else if (IsAt("/*"))
            {
                if (!SkipComment())
                {
                    yield return new SqlToken(SqlTokenKind.Unclosed, "comment");
                }
            }
            else if (_runnableComments > 0 && IsAt("*/"))
            {
                _runnableComments--;
                _next += 2;
            }
            else
            {
                yield return ScanToken();
            }
        }
    }

    private char Peek(int ahead = 0) => _next + ahead < text.Length ? text[_next + ahead] : '\0';

    private bool IsAt(string marks) => string.CompareOrdinal(text, _next, marks, 0, marks.Length) == 0;

    /// <summary>What servers take for it; all that Unicode adds belongs to names there.</summary>
    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    /// <summary>Whatever the settings of a session and the version of a server decide on: there, text is code or code is text.</summary>
    private static string? DoubtAboutMarks(string text, SqlDialect dialect)
    {
        bool Has(params string[] marks) => Array.Exists(marks, m => text.Contains(m, StringComparison.Ordinal));
        return dialect switch
        {
            SqlDialect.Sqlite => null,
            SqlDialect.MySql when Has("/*!", "/*M!", "/*+") => "has a comment that the server may run and may write",
            _ when Has("\\'", "\\\"", "\\`") => "has a backslash in front of a quote, which servers read in two ways, and may write",
            _ => null,
        };
    }

    private void SkipLine()
    {
        while (_next < text.Length && text[_next] != '\n')
        {
            if (text[_next] == '\r' && Peek(1) != '\n')
            {
                Doubt ??= "has a carriage return in a comment, which ends it for some servers, and may write";
                if (dialect == SqlDialect.PostgreSql)
                {
                    return;
                }
            }

            _next++;
        }
    }

    /// <summary>MySQL wants white space behind the two dashes: <c>1--1</c> is a sum.</summary>
    private bool IsCommentToEndOfLine() =>
        dialect == SqlDialect.MySql
            ? Peek() == '#' || (IsAt("--") && (_next + 2 >= text.Length || Peek(2) is <= ' ' or '\x7F'))
            : IsAt("--");

    /// <returns>Whether it ends.</returns>
    private bool SkipComment()
    {
        if (dialect == SqlDialect.MySql && (Peek(2) == '!' || (Peek(2) == 'M' && Peek(3) == '!')))
        {
            _runnableComments++;
            _next += Peek(2) == '!' ? 3 : 4;
            while (char.IsAsciiDigit(Peek()))
            {
                _next++;
            }

            return true;
        }

        int depth = 0;
        do
        {
            bool opens = IsAt("/*") && (depth == 0 || dialect == SqlDialect.PostgreSql);
            bool closes = !opens && IsAt("*/");
            depth += opens ? 1 : closes ? -1 : 0;
            _next += opens || closes ? 2 : 1;
        }
        while (depth > 0 && _next < text.Length);
        return depth == 0;
    }

    private SqlToken ScanToken()
    {
        char first = text[_next];
        bool backslashes = dialect == SqlDialect.MySql;
        switch (first)
        {
            case '\'':
                return Quoted('\'', backslashes, SqlTokenKind.Literal);
            case '"':
                return Quoted('"', backslashes, backslashes ? SqlTokenKind.Literal : SqlTokenKind.Name);
            case '`' when dialect != SqlDialect.PostgreSql:
                return Quoted('`', false, SqlTokenKind.Name);
            case '[' when dialect == SqlDialect.Sqlite:
                return Quoted(']', false, SqlTokenKind.Name);
            case '$' when dialect == SqlDialect.PostgreSql && DollarTag() is string tag:
                return DollarQuoted(tag);
        }

        if (char.IsAsciiDigit(first))
        {
            TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_');
            return new SqlToken(SqlTokenKind.Literal, "");
        }

        return IsWordStart(first) ? Word() : new SqlToken(SqlTokenKind.Mark, text[_next++].ToString());
    }

    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    private SqlToken Word()
    {
        string word = TakeWhile(c => IsWordStart(c) || char.IsAsciiDigit(c) || c == '$').ToUpperInvariant();

        if (dialect == SqlDialect.PostgreSql && word == "U" && Peek() == '&' && Peek(1) == '"')
        {
            Doubt ??= "has a name written with escapes and may write";
        }

        // E'…' is PostgreSQL's literal with backslashes.
        return dialect == SqlDialect.PostgreSql && word == "E" && Peek() == '\'' ? Quoted('\'', true, SqlTokenKind.Literal) : new SqlToken(SqlTokenKind.Word, word);
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        int start = _next;
        while (_next < text.Length && belongs(text[_next]))
        {
            _next++;
        }

        return text[start.._next];
    }

    /// <summary>A quote within is written twice.</summary>
    private SqlToken Quoted(char end, bool backslashes, SqlTokenKind kind)
    {
        int start = ++_next;
        while (_next < text.Length)
        {
            if (backslashes && text[_next] == '\\')
            {
                _next += 2;
            }
            else if (text[_next] != end)
            {
                _next++;
            }
            else if (Peek(1) == end && end != ']')
            {
                _next += 2;
            }
            else
            {
                string inner = kind == SqlTokenKind.Name ? text[start.._next].ToUpperInvariant() : "";
                _next++;
                return new SqlToken(kind, inner);
            }
        }

        _next = text.Length;
        return new SqlToken(SqlTokenKind.Unclosed, "quote");
    }

    /// <summary><c>$$</c> or <c>$tag$</c> at this place, or null.</summary>
    private string? DollarTag()
    {
        int end = _next + 1;
        while (end < text.Length && (IsWordStart(text[end]) || (end > _next + 1 && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        return end < text.Length && text[end] == '$' ? text[_next..(end + 1)] : null;
    }

    private SqlToken DollarQuoted(string tag)
    {
        int end = text.IndexOf(tag, _next + tag.Length, StringComparison.Ordinal);
        _next = end < 0 ? text.Length : end + tag.Length;
        return new SqlToken(end < 0 ? SqlTokenKind.Unclosed : SqlTokenKind.Literal, end < 0 ? "quote" : "");
    }
}
