using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace DataJoint.Leaks;

/// <summary>
/// The forms in which a program writes a secret by accident: as it is, and in the encodings of JSON, URLs, HTML, shells, Python, connection strings, base64 and
/// hexadecimal. Each is a text of one character for each byte of its UTF-8.
/// </summary>
public static class SecretForms
{
    /// <summary>What is shorter would be found everywhere.</summary>
    public const int MinLength = 4;

    /// <summary>A line of a document, or a part of a connection string, that is shorter says nothing by itself.</summary>
    private const int MinPart = 16;

    /// <summary>The same for base64 that is cut at both ends.</summary>
    private const int MinBase64 = 8;

    /// <summary>The columns at which the program <c>base64</c> breaks its lines.</summary>
    private const int Base64Columns = 76;

    /// <summary>What encoders of URLs leave as it is besides letters, digits and <c>-._~</c>: none, Python's quote, JavaScript's, Go's for a user's password.</summary>
    private static readonly string[] KeptInUrls = ["", "/", "!*'()", "$&+,;="];

    /// <summary>The forms of one secret; none when it is too short.</summary>
    /// <param name="secret">Its text.</param>
    /// <returns>Each form once.</returns>
    public static IEnumerable<string> List(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Trim().Length < MinLength)
        {
            return [];
        }

        string[] parts = [.. ListLines(secret), .. ListConnectionKeys(secret)];
        return Encode(secret).Concat(parts).Concat(parts.SelectMany(ListJson)).Select(form => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(form)))
            .Concat(ListBase64(Encoding.UTF8.GetBytes(secret)))
            .Concat(ListHex(Encoding.UTF8.GetBytes(secret))).Concat(parts.SelectMany(part => ListBase64(Encoding.UTF8.GetBytes(part))))
            .Where(form => form.Length >= MinLength).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Encode(string text) => [text, .. ListJson(text), .. ListUrl(text), .. ListHtml(text), .. ListQuoted(text)];

    /// <summary>The lines of a document, also of a key in JSON, where they end with an escape.</summary>
    private static IEnumerable<string> ListLines(string secret)
    {
        string[] lines = secret.Split(["\n", "\r", "\\n"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length < 2 ? [] : lines.Where(line => line.Length >= MinPart);
    }

    /// <summary>The keys in a connection string of Azure.</summary>
    private static IEnumerable<string> ListConnectionKeys(string secret) =>
        secret.Split(';').Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2 && part[1].Length >= MinPart && part[0].Trim() is "AccountKey" or "SharedAccessKey" or "SharedAccessSignature")
            .Select(part => part[1]);

    /// <summary>As most programs write JSON, as Python and PHP do, as Go does, and as .NET does.</summary>
    private static IEnumerable<string> ListJson(string text)
    {
        string plain = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
        return
        [
            plain, Escape(plain, c => !char.IsAscii(c)), Escape(plain, c => c is '<' or '>' or '&'), plain.Replace("/", "\\/", StringComparison.Ordinal),
            JavaScriptEncoder.Default.Encode(text),
        ];
    }

    /// <summary>The same with escapes for some characters more.</summary>
    private static string Escape(string json, Func<char, bool> isEscaped)
    {
        StringBuilder escaped = new(json.Length);
        foreach (char c in json)
        {
            _ = isEscaped(c) ? escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static IEnumerable<string> ListUrl(string text)
    {
        foreach (string kept in KeptInUrls)
        {
            foreach (string digits in new[] { "0123456789ABCDEF", "0123456789abcdef" })
            {
                string encoded = EncodeUrl(text, kept, digits);
                yield return encoded;
                yield return encoded.Replace("%20", "+", StringComparison.Ordinal);
            }
        }
    }

    private static string EncodeUrl(string text, string kept, string digits)
    {
        StringBuilder encoded = new(text.Length);
        foreach (byte one in Encoding.UTF8.GetBytes(text))
        {
            char c = (char)one;
            _ = char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' || kept.Contains(c, StringComparison.Ordinal)
                ? encoded.Append(c)
                : encoded.Append('%').Append(digits[one >> 4]).Append(digits[one & 15]);
        }

        return encoded.ToString();
    }

    private static IEnumerable<string> ListHtml(string text)
    {
        string plain = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        string quoted = plain.Replace("\"", "&quot;", StringComparison.Ordinal);
        return
        [
            plain, quoted, quoted.Replace("'", "&#39;", StringComparison.Ordinal), quoted.Replace("'", "&#x27;", StringComparison.Ordinal),
            plain.Replace("\"", "&#34;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal), WebUtility.HtmlEncode(text),
        ];
    }

    /// <summary>
    /// In quotes of a shell (<c>set -x</c>, <c>export -p</c>), with its backslashes (<c>printf %q</c>), in those of Python, and of connection strings, where they are doubled.
    /// </summary>
    private static IEnumerable<string> ListQuoted(string text) =>
    [
        text.Replace("'", "'\\''", StringComparison.Ordinal),
        AddBackslashes(text, c => c is '$' or '"' or '\\' or '`'),
        AddBackslashes(text, c => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && !"@%_+=:,./-".Contains(c, StringComparison.Ordinal)),
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal),
        text.Replace("'", "''", StringComparison.Ordinal),
        text.Replace("\"", "\"\"", StringComparison.Ordinal),
    ];

    private static string AddBackslashes(string text, Func<char, bool> isEscaped) => string.Concat(text.Select(c => isEscaped(c) ? $"\\{c}" : c.ToString()));

    /// <summary>Base64 by itself, in lines, and wherever the bytes stand in something larger, such as user and password of an HTTP header.</summary>
    private static IEnumerable<string> ListBase64(byte[] bytes)
    {
        string whole = Convert.ToBase64String(bytes);
        List<string> forms = [whole, whole.TrimEnd('=')];
        forms.AddRange(whole.Length > Base64Columns ? whole.Chunk(Base64Columns).Select(line => new string(line)).Where(line => line.Length >= MinPart) : []);
        for (int before = 0; before < 3; before++)
        {
            string cut = Convert.ToBase64String([.. new byte[before], .. bytes]);
            int start = ((before * 8) + 5) / 6;
            int end = (before + bytes.Length) * 8 / 6;
            if (end - start >= MinBase64)
            {
                forms.Add(cut[start..end]);
            }
        }

        return forms.Concat(forms.Select(form => form.Replace('+', '-').Replace('/', '_')));
    }

    /// <summary>Hexadecimal says nothing of a word: four letters are eight digits.</summary>
    private static IEnumerable<string> ListHex(byte[] bytes) => bytes.Length < MinBase64 ? [] : [Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes)];
}
