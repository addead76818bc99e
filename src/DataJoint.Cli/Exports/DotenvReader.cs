using System.Text;
using System.Text.RegularExpressions;

namespace DataJoint.Cli.Exports;

/// <summary>Reads an <c>.env</c> file. What Docker Compose and python-dotenv take for different values is a fault.</summary>
internal sealed partial class DotenvReader
{
    private readonly VariableScanner _scanner;
    private readonly VariableFile _file;

    public DotenvReader(VariableScanner scanner, VariableFile file)
    {
        _scanner = scanner;
        _file = file;
    }

    public void Read()
    {
        while (!_scanner.IsAtEnd)
        {
            if (char.IsWhiteSpace(_scanner.Current))
            {
                _scanner.Take();
            }
            else
            {
                ReadLine();
            }
        }
    }

    private void ReadLine()
    {
        int line = _scanner.Line;
        string name = _scanner.TakeName();
        _scanner.SkipBlanks();
        if (name == "export" && _scanner.Current != '=')
        {
            name = _scanner.TakeName();
            _scanner.SkipBlanks();
        }

        if (name.Length == 0 || !_scanner.TryTake('='))
        {
            // A comment, or something of another program's; a name of ours without = is a mistake.
            _scanner.TakeLine();
            Report(name, line, "there is no = after the name");
            return;
        }

        _scanner.SkipBlanks();
        (string? text, string? problem) = _scanner.Current is '\'' or '"' ? ReadQuoted(_scanner.Take()) : ReadBare();
        Report(name, line, problem);
        if (text is not null)
        {
            _file.Add(name, text, line);
        }
    }

    private void Report(string name, int line, string? problem)
    {
        if (problem is not null && VariableFile.IsOurs(name))
        {
            _file.Faults.Add((line, $"{name}: {problem}"));
        }
    }

    private (string? Text, string? Problem) ReadBare()
    {
        string text = Comment().Replace(_scanner.TakeLine(), "").Trim();
        return text.StartsWith('#') ? (null, "whether the # begins a comment is not clear: put the value in quotes")
            : text.Contains('$', StringComparison.Ordinal) ? (null, "$ is expanded outside single quotes, and not by all alike: put the value in single quotes")
            : (text, null);
    }

    private (string? Text, string? Problem) ReadQuoted(char quote)
    {
        StringBuilder text = new();
        string? problem = null;
        int line = _scanner.Line;
        while (!_scanner.IsAtEnd && _scanner.Current != quote)
        {
            char c = _scanner.Take();
            problem ??= c == '$' && (quote == '"' || _scanner.Current == '{') ? "$ is expanded in double quotes, and ${…} in single quotes too, but not by all alike" : null;
            if (c == '\\' && !_scanner.IsAtEnd)
            {
                problem ??= Unescape(text, quote, _scanner.Current);
            }
            else
            {
                text.Append(c);
            }
        }

        if (!_scanner.TryTake(quote))
        {
            _file.Faults.Add((line, "the quote that begins here does not end"));
            return (null, null);
        }

        string rest = _scanner.TakeLine().Trim();
        problem ??= rest.Length > 0 && rest[0] != '#' ? "there is text after the closing quote" : null;
        return (problem is null ? text.ToString() : null, problem);
    }

    /// <summary>Reads what follows a backslash.</summary>
    /// <returns>What is wrong, or null.</returns>
    private string? Unescape(StringBuilder text, char quote, char escaped)
    {
        const string Names = "nrtabfv";
        const string Characters = "\n\r\t\a\b\f\v";
        if (escaped == quote || (quote == '"' && escaped == '\\'))
        {
            text.Append(_scanner.Take());
            return null;
        }

        if (quote == '\'' && escaped != '\\')
        {
            text.Append('\\');
            return null;
        }

        if (quote == '"' && Names.IndexOf(escaped, StringComparison.Ordinal) is int index and >= 0)
        {
            _scanner.Take();
            text.Append(Characters[index]);
            return null;
        }

        _scanner.Take();
        return "the backslash is not understood by all alike";
    }

    [GeneratedRegex(@"\s+#.*", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
