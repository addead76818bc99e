using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using DataJoint.Leaks;

namespace DataJoint.Cli.Running;

/// <summary>
/// The forms in which programs print a secret, and each of them inside one more level of quotes: a variable such as DJ_STORES holds JSON, which a shell, Python or
/// another JSON document quotes again. Each is a text of one character for each byte of its UTF-8.
/// </summary>
internal static class QuotedForms
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("'\"\\$@`<>&+/\n\r\t");

    /// <summary>The forms of one secret; none when it is too short.</summary>
    public static IEnumerable<string> List(string secret)
    {
        foreach (string form in SecretForms.List(secret))
        {
            yield return form;
            string text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(form));
            foreach (string quoted in Quote(text))
            {
                yield return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(quoted));
            }
        }
    }

    private static IEnumerable<string> Quote(string text)
    {
        bool isAscii = Ascii.IsValid(text);
        if (isAscii && !text.AsSpan().ContainsAny(Marks))
        {
            return [];
        }

        string backslashes = text.Replace("\\", "\\\\", StringComparison.Ordinal);
        string single = backslashes.Replace("'", "\\'", StringComparison.Ordinal);
        string @double = backslashes.Replace("\"", "\\\"", StringComparison.Ordinal);
        string dollar = @double.Replace("$", "\\$", StringComparison.Ordinal);
        string perl = dollar.Replace("@", "\\@", StringComparison.Ordinal);
        string[] ofCode = [.. new[] { backslashes, single, @double, dollar, perl }.Select(EscapeControls).Distinct(StringComparer.Ordinal)];
        IEnumerable<string> forms = [.. ofCode, .. ListJson(text), .. ListShell(text, dollar)];
        return isAscii ? forms : forms.Concat(ofCode.SelectMany(ListAscii));
    }

    /// <summary>With few escapes, as PHP writes it, as Go does, as Python does, and as .NET does.</summary>
    private static IEnumerable<string> ListJson(string text)
    {
        string plain = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
        return
        [
            plain, plain.Replace("/", "\\/", StringComparison.Ordinal),
            plain.Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal),
            EscapeUnits(plain, "x4"), JavaScriptEncoder.Default.Encode(text),
        ];
    }

    /// <summary>In single quotes: bash and zsh, Python's shlex, and dash, which puts quotes that follow each other together. In double quotes: bash.</summary>
    private static IEnumerable<string> ListShell(string text, string dollar)
    {
        string joined = string.Concat(SplitQuotes(text).Select(part => part[0] == '\'' ? $"'\"{part}\"'" : part));
        return
        [
            text.Replace("'", "'\\''", StringComparison.Ordinal), text.Replace("'", "'\"'\"'", StringComparison.Ordinal),
            joined, joined.EndsWith("\"'", StringComparison.Ordinal) ? joined[..^1] : joined,
            dollar.Replace("`", "\\`", StringComparison.Ordinal),
        ];
    }

    /// <summary>Runs of quotes, and what is between them.</summary>
    private static IEnumerable<string> SplitQuotes(string text)
    {
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = start + 1;
            while (end < text.Length && (text[end] == '\'') == (text[start] == '\''))
            {
                end++;
            }

            yield return text[start..end];
        }
    }

    private static string EscapeControls(string text) =>
        text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    /// <summary>Without letters beyond ASCII: bytes as Python, Ruby, bash and Perl write them, characters as Python, YAML, Perl and Ruby do.</summary>
    private static IEnumerable<string> ListAscii(string text) =>
    [
        EscapeBytes(text, one => $"\\x{one:x2}"), EscapeBytes(text, one => $"\\x{one:X2}"), EscapeBytes(text, one => "\\" + Convert.ToString(one, 8)),
        EscapeRunes(text, "x"), EscapeRunes(text, "X"),
        EscapeRunes(text, value => string.Create(CultureInfo.InvariantCulture, $"\\x{{{value:x}}}")),
        EscapeUnits(text, "x4"), EscapeUnits(text, "X4"),
    ];

    private static string EscapeRunes(string text, string digits) => EscapeRunes(text, value =>
        value < 0x100 ? $"\\x{value.ToString(digits + "2", CultureInfo.InvariantCulture)}"
        : value < 0x10000 ? $"\\u{value.ToString(digits + "4", CultureInfo.InvariantCulture)}"
        : $"\\U{value.ToString(digits + "8", CultureInfo.InvariantCulture)}");

    private static string EscapeRunes(string text, Func<int, string> escape) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : escape(rune.Value)));

    private static string EscapeBytes(string text, Func<byte, string> escape) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(one => one < 0x80 ? ((char)one).ToString() : escape(one)));

    private static string EscapeUnits(string text, string digits) =>
        string.Concat(text.Select(unit => char.IsAscii(unit) ? unit.ToString() : $"\\u{((int)unit).ToString(digits, CultureInfo.InvariantCulture)}"));
}
