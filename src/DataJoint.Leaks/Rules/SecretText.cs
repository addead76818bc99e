using System.Buffers;
using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Leaks.Rules;

/// <summary>Whether a text that stands where a secret would is one: placeholders, names, references, documentation samples and hashes are not.</summary>
internal static class SecretText
{
    private const int Longest = 4096;

    /// <summary>What stands in for a value, or is computed, wherever it is in the text.</summary>
    private static readonly SearchValues<string> Inside = SearchValues.Create(
        [
            "${", "{{", "#{", "$(", "<%", "example", "changeme", "change_me", "change-me", "placeholder", "redacted", "dummy", "replaceme", "replace_me", "replace-me", "insert_", "your_", "your-",
            "yourpass", "_here", "-here", "notasecret", "not-a-secret", "****", "***removed***", "xxxx", "....", "\u00e2\u0080\u00a6", "\u00e2\u0080\u00a2", "Eby8vdM02xNOcqFl", "getenv", "environ[", "environ.", "process.env", "(?:", "(?P<", "[^",
            "2YotnFZFEjr1zCsicMWp", "tGzv3JOkF0XG5Qx2TlKW", "czZCaGRSa3F0M", "QWxhZGRpbjpvcGVu", "YWxhZGRpbjpvcGVu", "mF_9.B5f-4.1JqM", "gX1fBat3bV", "open sesame",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>References, encrypted values and hashes.</summary>
    private static readonly string[] Beginnings =
    [
        "ref+", "op://", "env:", "file:", "vault:", "secret://", "keyring:", "arn:", "projects/", "awssm://", "gcpsm://", "@Microsoft.KeyVault", "ENC(", "ENC[", "AQICAH", "age-encryption",
        "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$y$", "$1$", "$argon2", "$pbkdf2", "$scrypt", "$apr1$", "pbkdf2", "sha1$", "sha1:", "sha224:", "sha256:", "sha256$", "sha384:", "sha512:", "sha256-", "sha384-",
        "sha512-", "{SSHA", "{SHA", "{CRYPT", "bcrypt", "scrypt:", "SCRAM-SHA", "md5:", "/run/", "/etc/", "/var/", "/home/", "/secrets/", "./", "../", "~/", "http://", "https://", "caching_sha2",
    ];

    private static readonly string[] FileEnds = [".pem", ".key", ".crt", ".txt", ".json", ".yaml", ".yml", ".p12", ".pfx", ".jks", ".env"];

    /// <summary>Judges a text.</summary>
    /// <param name="text">The text, one character for each byte.</param>
    /// <param name="kind">What its name says about it.</param>
    /// <param name="isQuoted">Whether it stands in quotes, and so is no expression.</param>
    public static bool IsPlausible(ReadOnlySpan<char> text, NameKind kind, bool isQuoted)
    {
        text = text.Trim();
        if (text.Length < 4 || text.Length > Longest || text.IndexOfAnyExceptInRange('\u0020', '\u00ff') >= 0 || text.ContainsAny(Inside) || !HasVariety(text))
        {
            return false;
        }

        string whole = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text.ToString()));
        return PlaceholderForm.Find(whole) is null && !IsReference(whole) && !IsHole(whole) && !PlainWords.AreAll(whole)
            && (isQuoted || IsLiteral(whole)) && IsLongEnough(whole, kind) && !HidesPlaceholder(whole);
    }

    /// <summary>Whether it is not one character again and again.</summary>
    private static bool HasVariety(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(text[0], '-', '.') >= 0;

    private static bool IsReference(string text) =>
        Array.Exists(Beginnings, beginning => text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(FileEnds, end => text.EndsWith(end, StringComparison.OrdinalIgnoreCase))
        || (text.Length is 41 && text[0] == '*' && text.AsSpan(1).IndexOfAnyExcept(HexDigits) < 0)
        || (text.Length is 35 && text.StartsWith("md5", StringComparison.Ordinal) && text.AsSpan(3).IndexOfAnyExcept(HexDigits) < 0);

    /// <summary>A hole in a format: <c>%s</c>, <c>{0}</c>, <c>{password}</c>, <c>:name</c>, <c>[password]</c>.</summary>
    private static bool IsHole(string text)
    {
        int open = text.IndexOf('{', StringComparison.Ordinal);
        int close = open < 0 ? -1 : text.IndexOf('}', open);
        bool isNamed = close > open + 1 && text.AsSpan(open + 1, close - open - 1).IndexOfAnyExcept(HoleCharacters) < 0;
        return isNamed || text.Contains("%(", StringComparison.Ordinal) || text.StartsWith("%s", StringComparison.Ordinal)
            || (text[0] == '%' && char.IsAsciiDigit(text[1]) && text.Contains('!', StringComparison.Ordinal))
            || (text[0] == '[' && text[^1] == ']') || (text[0] == '<' && text[^1] == '>') || (text[0] == '\\' && text[^1] == '\\');
    }

    /// <summary>Whether text without quotes is a value, and not an expression, an alias or a tag.</summary>
    private static bool IsLiteral(string text)
    {
        if (text[0] is '{' or '[' or '(' or '<' or '&' or '|' or '>' or ',' or ';' || text is "null" or "none" or "true" or "false")
        {
            return false;
        }

        bool isTag = text[0] is '!' or '*' && text.AsSpan(1).IndexOfAnyExcept(HoleCharacters) < 0;
        bool isVariable = text[0] == '$' && text.AsSpan(1).IndexOfAnyExcept(HoleCharacters) < 0;
        int paren = text.IndexOf('(', StringComparison.Ordinal);
        bool isCall = paren > 0 && text.AsSpan(0, paren).IndexOfAnyExcept(HoleCharacters) < 0;
        return !isTag && !isVariable && !isCall && !text.AsSpan().ContainsAny(' ', '\t');
    }

    private static bool IsLongEnough(string text, NameKind kind)
    {
        bool hasDigit = text.AsSpan().ContainsAnyInRange('0', '9');
        return kind switch
        {
            NameKind.Password => text.Length >= 4 && !(text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && text.Length < 5),
            NameKind.Key => text.Length >= 6 && !text.Contains(' ', StringComparison.Ordinal) && (hasDigit || text.Length >= 8),
            NameKind.Token => text.Length >= 12 && !text.Contains("%20", StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal) && (hasDigit || text.Length >= 20),
            _ => text.Length >= 8 && !text.Contains(' ', StringComparison.Ordinal),
        };
    }

    /// <summary>Base64 of a placeholder, as in a Kubernetes secret that nobody filled in.</summary>
    private static bool HidesPlaceholder(string text)
    {
        if (text.Length % 4 != 0 || text.Length > 256 || text.AsSpan().IndexOfAnyExcept(Base64Digits) >= 0)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[192];
        if (!Convert.TryFromBase64String(text, bytes, out int length) || length < 3 || bytes[..length].IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            return false;
        }

        string inner = Encoding.ASCII.GetString(bytes[..length]);
        return PlaceholderForm.Find(inner) is not null || inner.AsSpan().ContainsAny(Inside) || PlainWords.AreAll(inner);
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly SearchValues<char> Base64Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    private static readonly SearchValues<char> HoleCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:");
}
