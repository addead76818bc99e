using System.Text;
using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>Reads a file of variables as Docker Compose does.</summary>
/// <remarks>See https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax. No message quotes a value.</remarks>
internal sealed class EnvironmentFile
{
    private const int MaxBytes = 1024 * 1024;
    private const string Export = "export";

    private readonly string _text;
    private readonly string _shown;
    private readonly VariableExpansion _expansion;
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private int _at;

    private EnvironmentFile(string text, string shown, IReadOnlyDictionary<string, string> environment)
    {
        _text = text;
        _shown = shown;
        _expansion = new VariableExpansion(name => environment.TryGetValue(name, out string? value) || _variables.TryGetValue(name, out value) ? value : null);
    }

    private bool IsAtEnd => _at >= _text.Length;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="shown">The path as messages show it.</param>
    /// <param name="environment">The variables that are set already: what the file refers to is looked for in them first.</param>
    /// <returns>The variables that the file gives.</returns>
    /// <exception cref="CommandException">It cannot be read, or is not such a file.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path, string shown, IReadOnlyDictionary<string, string> environment)
    {
        try
        {
            return Parse(NamedFile.Read(path, MaxBytes), shown, environment);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw CommandException.UsageError($"--env-file: {Display.Quote(shown)} cannot be read: {refused.Message}");
        }
    }

    /// <summary>Understands the content of such a file.</summary>
    /// <exception cref="CommandException">It is not one.</exception>
    public static IReadOnlyDictionary<string, string> Parse(byte[] content, string shown, IReadOnlyDictionary<string, string> environment)
    {
        EnvironmentFile file = new(VariableText.Decode(content, "--env-file: " + Display.Quote(shown), keepsLineEnds: true), Display.Sanitize(shown), environment);
        while (file.SkipToStatement())
        {
            file.ReadStatement();
        }

        return file._variables;
    }

    private bool SkipToStatement()
    {
        while (!IsAtEnd)
        {
            if (_text[_at] == '#')
            {
                SkipLine();
            }
            else if (char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void SkipLine()
    {
        int end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end;
    }

    /// <summary><c>NAME=value</c> or <c>NAME: value</c>; a name alone passes on what is set already, which it is anyway.</summary>
    private void ReadStatement()
    {
        if (_text.AsSpan(_at).StartsWith(Export) && _at + Export.Length < _text.Length && IsBlank(_text[_at + Export.Length]))
        {
            _at += Export.Length;
            SkipBlanks();
        }

        int start = _at;
        while (!IsAtEnd && _text[_at] is not ('=' or ':' or '\n'))
        {
            if (!IsBlank(_text[_at]) && !char.IsLetterOrDigit(_text[_at]) && _text[_at] is not ('_' or '.' or '-' or '[' or ']'))
            {
                throw Wrong("the name of a variable has a character that none may have");
            }

            _at++;
        }

        string name = _text[start.._at].TrimEnd();
        if (name.Length == 0 || name.Any(IsBlank))
        {
            throw Wrong(name.Length == 0 ? "a name is expected before the value" : "a name with a blank in it");
        }

        if (!IsAtEnd && _text[_at] != '\n')
        {
            _at++;
            SkipBlanks();
            _variables[name] = ReadValue();
        }
    }

    private string ReadValue() => IsAtEnd ? "" : _text[_at] is '"' or '\'' ? ReadQuoted(_text[_at]) : ReadPlain();

    private string ReadPlain()
    {
        int start = _at;
        SkipLine();
        string line = _text[start.._at];
        int comment = line.IndexOf(" #", StringComparison.Ordinal);
        return Expand((comment < 0 ? line : line[..comment]).TrimEnd());
    }

    /// <summary>Over several lines, too. In double quotes escapes and variables count.</summary>
    private string ReadQuoted(char quote)
    {
        int start = _at++;
        StringBuilder inner = new();
        for (; !IsAtEnd && _text[_at] != quote; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
                _ = _text[_at] == quote ? inner : inner.Append('\\');
            }

            inner.Append(_text[_at]);
        }

        if (IsAtEnd)
        {
            _at = start;
            throw Wrong("the quote that begins here does not end");
        }

        string text = inner.ToString();
        string value = quote == '"' ? Expand(VariableExpansion.Unescape(text)) : text;
        _at++;
        SkipBlanks();
        return IsAtEnd || _text[_at] is '\n' or '#' ? value : throw Wrong("text after the closing quote");
    }

    private string Expand(string text)
    {
        try
        {
            return _expansion.Expand(text);
        }
        catch (FormatException wrong)
        {
            throw Wrong(wrong.Message);
        }
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && IsBlank(_text[_at]))
        {
            _at++;
        }
    }

    private static bool IsBlank(char c) => c != '\n' && char.IsWhiteSpace(c);

    private CommandException Wrong(string what)
    {
        int line = 1 + _text.AsSpan(0, Math.Min(_at, _text.Length)).Count('\n');
        return CommandException.UsageError($"--env-file: {_shown}:{line}: {what}", "a line is NAME=value, with quotes and ${NAME} as Docker Compose reads them");
    }
}
