using System.Buffers;
using System.Globalization;
using System.Text;
using DataJoint.Configuration;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Reads what a match gives away, with the user and the host that stand beside it. The work around one match is bounded.</summary>
internal static class PairReader
{
    private const int Reach = 800;
    private const int LongestUser = 128;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`<>\\|^,;");
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]");

    private static readonly string[] Users = ["user", "username", "user_name", "user id", "userid", "user name", "uid", "login"];
    private static readonly string[] Accounts = ["access_key", "accesskey", "access_key_id", "accesskeyid", "account_name", "accountname"];
    private static readonly string[] Hosts = ["host", "hostname", "host_name", "server", "data source", "datasource", "endpoint", "addr", "hostaddr"];
    private static readonly string[] Ports = ["port"];

    /// <summary>Reads one.</summary>
    public static LeakedCredential Read(in Passage passage, Match match, KnownValues known)
    {
        ReadOnlySpan<char> text = passage.Text;
        string found = text[match.SecretStart..match.SecretEnd].ToString();
        if (known.FindOriginal(found) is string secret)
        {
            return new LeakedCredential(new Secret(secret));
        }

        ReadOnlySpan<char> name = text[match.Start..match.SecretStart];
        if (ReferenceEquals(match.Rule, LeakRules.DatabaseUrl) || IsAfterUser(match, text))
        {
            return OfUrl(text, match, Uri.UnescapeDataString(Decode(found)));
        }

        Secret value = new(IsQuoted(text, match) ? Unescape(Decode(found)) : Decode(found));
        if (passage.Traits.IsPasswordFile)
        {
            return OfPasswordFile(text[passage.LineStart(match.SecretStart)..match.SecretStart], value);
        }

        List<string> arguments = name.Contains('(') ? ReadArguments(name) : [];
        if (arguments.Count > 0)
        {
            return Create(value, arguments[^1], arguments.Count > 1 ? arguments[^2] : null, null);
        }

        return OfNeighbours(text, match, name, value);
    }

    /// <summary>A host with or without port, as it stands in a URL or a setting; null when it can be none.</summary>
    private static LeakedCredential Create(Secret secret, string? user, string? host, string? port)
    {
        string written = host ?? "";
        int scheme = written.IndexOf("://", StringComparison.Ordinal);
        written = scheme < 0 ? written : written[(scheme + 3)..].TrimEnd('/');
        int colon = written.LastIndexOf(':');
        bool hasPort = colon > 0 && (written.IndexOf(':') == colon || written[colon - 1] == ']') && IsPort(written[(colon + 1)..]);
        string bare = (hasPort ? written[..colon] : written).Trim('[', ']');
        bool isHost = bare.Length is > 0 and < 254 && bare.AsSpan().IndexOfAnyExcept(HostCharacters) < 0;
        string? number = hasPort ? written[(colon + 1)..] : port;
        return new LeakedCredential(secret)
        {
            User = user is { Length: > 0 and <= LongestUser } ? user : null,
            Host = isHost ? bare : null,
            Port = isHost && number is not null && IsPort(number) ? int.Parse(number, CultureInfo.InvariantCulture) : null,
        };
    }

    private static bool IsPort(string text) => text.Length is > 0 and < 6 && text.All(char.IsAsciiDigit) && int.Parse(text, CultureInfo.InvariantCulture) is > 0 and < 65536;

    /// <summary><c>user:password</c> in one argument of a command.</summary>
    private static bool IsAfterUser(Match match, ReadOnlySpan<char> text) =>
        ReferenceEquals(match.Rule, LeakRules.CommandArgument) && match.SecretStart > 0 && text[match.SecretStart - 1] == ':';

    private static LeakedCredential OfUrl(ReadOnlySpan<char> text, Match match, string secret)
    {
        ReadOnlySpan<char> before = text[Math.Max(0, match.SecretStart - 1 - Reach)..(match.SecretStart - 1)];
        before = before[(before.LastIndexOfAny(Ends) + 1)..];
        before = before[(before.LastIndexOf('/') + 1)..];
        ReadOnlySpan<char> after = text[match.SecretEnd..Math.Min(text.Length, match.SecretEnd + Reach)];
        int end = after.IndexOfAny(Ends);
        after = end < 0 ? after : after[..end];
        string? host = null;

        // Another @ means that nobody knows where the password ends, so nothing after it may be shown.
        if (after.StartsWith("@") && !after[1..].Contains('@'))
        {
            after = after.StartsWith("@tcp(") ? after["@tcp(".Length..] : after[1..];
            int close = after.IndexOfAny('/', '?', ')');
            host = (close < 0 ? after : after[..close]).ToString();
        }

        return Create(new Secret(secret), Uri.UnescapeDataString(Decode(before.ToString())), host, null);
    }

    /// <summary><c>host:port:database:user:password</c></summary>
    private static LeakedCredential OfPasswordFile(ReadOnlySpan<char> line, Secret secret)
    {
        string[] parts = line.ToString().Split(':');
        return parts.Length == 5 ? Create(secret, parts[3], parts[0], parts[1]) : new LeakedCredential(secret);
    }

    private static LeakedCredential OfNeighbours(ReadOnlySpan<char> text, Match match, ReadOnlySpan<char> name, Secret secret)
    {
        int start = Math.Max(0, match.SecretStart - Reach);
        ReadOnlySpan<char> around = text[start..Math.Min(text.Length, match.SecretEnd + Reach)];
        (int Start, int End) place = (match.SecretStart - start, match.SecretEnd - start);
        bool isKey = ReferenceEquals(match.Rule, LeakRules.AwsKey) || ReferenceEquals(match.Rule, LeakRules.AzureKey)
            || name.Contains("secret", StringComparison.OrdinalIgnoreCase) || name.Contains("account", StringComparison.OrdinalIgnoreCase);
        string? user = ReferenceEquals(match.Rule, LeakRules.SqlPassword) ? FindAccount(text[..match.Start]) : FindNearest(around, place, isKey ? Accounts : Users);
        return Create(secret, user is null ? null : Decode(user), FindNearest(around, place, Hosts), FindNearest(around, place, Ports));
    }

    /// <summary>The account that a statement names: <c>CREATE USER 'ana'@'%' IDENTIFIED BY …</c></summary>
    private static string? FindAccount(ReadOnlySpan<char> before)
    {
        before = before[Math.Max(0, before.Length - Reach)..];
        before = before[(before.LastIndexOf(';') + 1)..];
        int at = before.LastIndexOf("user ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        before = before[(at + "user ".Length)..].Trim();
        before = before.StartsWith("if not exists ", StringComparison.OrdinalIgnoreCase) ? before["if not exists ".Length..].Trim() : before;
        int end = before.IsEmpty ? 0 : before[0] is '\'' or '"' or '`' ? before[1..].IndexOf(before[0]) + 1 : before.IndexOfAny(" @");
        return end > 0 ? before[..end].TrimStart("'\"`").ToString() : null;
    }

    /// <summary>The arguments in quotes before the secret.</summary>
    private static List<string> ReadArguments(ReadOnlySpan<char> call)
    {
        List<string> arguments = [];
        for (int at = call.IndexOf('('); at < call.Length; at++)
        {
            if (call[at] is '"' or '\'' or '`')
            {
                int end = call[(at + 1)..].IndexOf(call[at]);
                if (end < 0)
                {
                    break;
                }

                arguments.Add(Unescape(Decode(call.Slice(at + 1, end).TrimEnd('\\').ToString())));
                at += end + 1;
            }
        }

        return arguments;
    }

    /// <summary>The value of that of some names that stands nearest.</summary>
    private static string? FindNearest(ReadOnlySpan<char> around, (int Start, int End) place, string[] names)
    {
        string? nearest = null;
        int shortest = int.MaxValue;
        foreach (string name in names)
        {
            for (int at = 0, next; (next = around[at..].IndexOf(name, StringComparison.OrdinalIgnoreCase)) >= 0; at += name.Length)
            {
                at += next;
                int distance = at < place.Start ? place.Start - at : at - place.End;
                bool isName = at == 0 || !char.IsAsciiLetterOrDigit(around[at - 1]);
                bool isSecret = around[..at].TrimEnd("_- ").EndsWith("secret", StringComparison.OrdinalIgnoreCase); // as in AWS_SECRET_ACCESS_KEY
                if (isName && !isSecret && distance >= 0 && distance < shortest && NeighbourValue.Read(around, at + name.Length) is string value)
                {
                    (nearest, shortest) = (value, distance);
                }
            }
        }

        return nearest;
    }

    private static bool IsQuoted(ReadOnlySpan<char> text, Match match) => match.SecretStart > 0 && text[match.SecretStart - 1] is '"' or '\'';

    private static string Decode(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    /// <summary>What strings of programs and JSON escape most.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool isEscape = text[i] == '\\' && i + 1 < text.Length;
            if (isEscape && text[i + 1] == 'u' && i + 6 <= text.Length && int.TryParse(text.AsSpan(i + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int code))
            {
                plain.Append((char)code);
                i += 5;
            }
            else
            {
                plain.Append(isEscape && text[i + 1] is '\\' or '"' or '\'' or '/' ? text[++i] : text[i]);
            }
        }

        return plain.ToString();
    }
}
