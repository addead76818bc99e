using System.Text;

namespace DataJoint.Cli.Exports;

/// <summary>Reads the plain assignments of a script for POSIX shells. Whatever a shell would run or expand is a fault; nothing is run.</summary>
internal sealed class ShellReader
{
    private const string Runs = "a command would be run here; only plain assignments are imported";
    private const string Expands = "a shell would expand this: put the value in single quotes";

    private readonly VariableScanner _scanner;
    private readonly VariableFile _file;

    public ShellReader(VariableScanner scanner, VariableFile file)
    {
        _scanner = scanner;
        _file = file;
    }

    public void Read()
    {
        while (!_scanner.IsAtEnd)
        {
            if (char.IsWhiteSpace(_scanner.Current) || _scanner.Current == ';')
            {
                _scanner.Take();
            }
            else if (_scanner.Current == '#')
            {
                _scanner.TakeLine();
            }
            else
            {
                ReadStatement();
            }
        }
    }

    /// <summary>Reads one statement: <c>export A=1 B=2</c>, <c>A=1</c> or <c>export A</c>.</summary>
    private void ReadStatement()
    {
        bool isExport = false;
        while (!_scanner.IsAtLineEnd && _scanner.Current is not (';' or '#'))
        {
            int line = _scanner.Line;
            string name = _scanner.TakeName();
            if (!isExport && name is "export" or "declare" && _scanner.Current is ' ' or '\t')
            {
                isExport = true;
                SkipOption(name);
            }
            else if (name.Length > 0 && _scanner.TryTake('='))
            {
                if (!TryReadWord(name, line))
                {
                    _scanner.TakeLine();
                    return;
                }
            }
            else if (!isExport || name.Length == 0 || !(_scanner.IsAtLineEnd || _scanner.Current is ' ' or '\t' or ';'))
            {
                _file.Faults.Add((line, "this is not an assignment; only plain assignments are imported"));
                _scanner.TakeLine();
                return;
            }

            _scanner.SkipBlanks();
        }

        if (_scanner.Current == '#')
        {
            _scanner.TakeLine();
        }
    }

    /// <summary>Bash lists its variables with declare -x.</summary>
    private void SkipOption(string name)
    {
        _scanner.SkipBlanks();
        if (name == "declare" && _scanner.Current == '-' && _scanner.Next == 'x')
        {
            _scanner.Take();
            _scanner.Take();
        }
    }

    /// <summary>Reads the word behind an =.</summary>
    /// <returns>False when a shell would run something there, or the word has no end.</returns>
    private bool TryReadWord(string name, int line)
    {
        StringBuilder word = new();
        string? problem = null;
        while (!_scanner.IsAtLineEnd && _scanner.Current is not (' ' or '\t' or ';'))
        {
            char c = _scanner.Take();
            string? found = c switch
            {
                '\'' => ReadSingle(word),
                '"' => ReadDoubleToEnd(word),
                '\\' when !_scanner.IsAtEnd => ReadEscaped(word),
                '$' or '`' => ReadExpansion(c),
                '&' or '|' or '<' or '>' or '(' or ')' => Runs,
                '~' when word.Length == 0 || word[^1] == ':' => Expands,
                _ => Append(word, c),
            };
            if (found is not null && found != Expands)
            {
                _file.Faults.Add((line, $"{name}: {found}"));
                return false;
            }

            problem ??= found;
        }

        if (problem is null)
        {
            _file.Add(name, word.ToString(), line);
        }
        else if (VariableFile.IsOurs(name))
        {
            _file.Faults.Add((line, $"{name}: {problem}"));
        }

        return true;
    }

    private static string? Append(StringBuilder word, char c)
    {
        word.Append(c);
        return null;
    }

    private string? ReadSingle(StringBuilder word)
    {
        _scanner.KeepsLineEnds = true;
        word.Append(_scanner.TakeWhile(c => c != '\''));
        _scanner.KeepsLineEnds = false;
        return _scanner.TryTake('\'') ? null : "the quote that begins here does not end";
    }

    private string? ReadDoubleToEnd(StringBuilder word)
    {
        _scanner.KeepsLineEnds = true;
        string? problem = ReadDouble(word);
        _scanner.KeepsLineEnds = false;
        return problem;
    }

    /// <summary>Reads to the end of double quotes, between which a shell expands and runs.</summary>
    private string? ReadDouble(StringBuilder word)
    {
        string? problem = null;
        while (!_scanner.IsAtEnd && _scanner.Current != '"')
        {
            char c = _scanner.Take();
            if (c is '$' or '`')
            {
                string? found = ReadExpansion(c);
                if (found == Runs)
                {
                    return Runs;
                }

                problem ??= found;
            }
            else if (c == '\\' && _scanner.Current is '$' or '`' or '"' or '\\')
            {
                word.Append(_scanner.Take());
            }
            else if (c != '\\' || !_scanner.TryTake('\n'))
            {
                word.Append(c);
            }
        }

        return _scanner.TryTake('"') ? problem : "the quote that begins here does not end";
    }

    /// <summary>Outside quotes a backslash takes the next character as it is; a line that ends in one goes on.</summary>
    private string? ReadEscaped(StringBuilder word)
    {
        char c = _scanner.Take();
        return c == '\n' ? null : Append(word, c);
    }

    private string ReadExpansion(char first)
    {
        if (first == '`' || _scanner.Current is '(' or '\'' or '"')
        {
            return _scanner.Current is '\'' or '"' && first == '$' ? "quotes after a $ are not understood by every shell" : Runs;
        }

        if (_scanner.TryTake('{'))
        {
            // What stands in the braces may be run, too.
            return _scanner.TakeWhile(c => c is not ('}' or '\n' or '`' or '$')) is not null && _scanner.TryTake('}') ? Expands : Runs;
        }

        return Expands;
    }
}
