using System.Globalization;
using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Cli.Running;

/// <summary>Puts the values of variables in place of <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-otherwise}</c> and their kin, as Docker Compose does.</summary>
internal sealed class VariableExpansion
{
    private const int MaxDepth = 20;

    private readonly Func<string, string?> _find;
    private int _depth;

    /// <summary>Prepares it.</summary>
    /// <param name="find">Gives the value of a variable, or null when it is not set.</param>
    public VariableExpansion(Func<string, string?> find) => _find = find;

    /// <summary>Expands a text.</summary>
    /// <exception cref="FormatException">A reference is not one, or a variable that must be set is not; the message quotes names alone.</exception>
    public string Expand(string text)
    {
        if (_depth >= MaxDepth)
        {
            throw new FormatException("variables are nested too deep");
        }

        _depth++;
        StringBuilder expanded = new(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                expanded.Append(text[at]);
            }
            else if (text[at + 1] == '$')
            {
                expanded.Append(text[at++]);
            }
            else if (text[at + 1] == '{')
            {
                int end = FindEnd(text, at + 2);
                expanded.Append(Braced(text[(at + 2)..end]));
                at = end;
            }
            else
            {
                string name = NameAt(text, at + 1);
                expanded.Append(name.Length == 0 ? "$" : _find(name));
                at += name.Length;
            }
        }

        _depth--;
        return expanded.ToString();
    }

    /// <summary>Escapes as in double quotes; a dollar sign that was escaped stays one.</summary>
    public static string Unescape(string text)
    {
        StringBuilder plain = new(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                plain.Append(text[at]);
                continue;
            }

            char escaped = text[++at];
            int digits = escaped == '0' ? text.AsSpan(at + 1, Math.Min(3, text.Length - at - 1)).IndexOfAnyExceptInRange('0', '7') : 0;
            digits = digits < 0 ? Math.Min(3, text.Length - at - 1) : digits;
            if (escaped == '0' && digits == 3)
            {
                plain.Append((char)Convert.ToInt32(text.Substring(at + 1, digits), 8));
                at += digits;
            }
            else
            {
                plain.Append(escaped switch
                {
                    'a' => "\a",
                    'b' => "\b",
                    'f' => "\f",
                    'n' => "\n",
                    'r' => "\r",
                    't' => "\t",
                    'v' => "\v",
                    '\\' => "\\",
                    '"' => "\"",
                    '$' => "$$",
                    _ => string.Create(CultureInfo.InvariantCulture, $"\\{escaped}"),
                });
            }
        }

        return plain.ToString();
    }

    private static int FindEnd(string text, int start)
    {
        int open = 1;
        for (int at = start; at < text.Length; at++)
        {
            open += text[at] == '}' ? -1 : text[at] == '{' && text[at - 1] == '$' ? 1 : 0;
            if (open == 0)
            {
                return at;
            }
        }

        throw new FormatException("${ without }");
    }

    /// <summary>What stands in the braces: a name, and what holds when it is not set, with a colon also when it is empty.</summary>
    private string? Braced(string inner)
    {
        string name = NameAt(inner, 0);
        string rest = inner[name.Length..];
        bool countsEmpty = rest.StartsWith(':');
        rest = countsEmpty ? rest[1..] : rest;
        if (name.Length == 0 || (rest.Length == 0 ? countsEmpty : rest[0] is not ('-' or '+' or '?')))
        {
            throw new FormatException("${…} that names no variable");
        }

        string? value = _find(name);
        bool isSet = value is not null && !(countsEmpty && value.Length == 0);
        return rest.Length == 0 ? value : rest[0] switch
        {
            '-' => isSet ? value : Expand(rest[1..]),
            '+' => isSet ? Expand(rest[1..]) : "",
            _ => isSet ? value : throw new FormatException($"the variable {name} has no value: {Display.Sanitize(rest[1..])}"),
        };
    }

    private static string NameAt(string text, int start)
    {
        int end = start;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '_' || (end > start && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        return text[start..end];
    }
}
