using System.Buffers;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Connection strings: parts such as <c>Server=db;User Id=ana;Password=…</c>, or libpq's <c>host=db user=ana password=…</c>.</summary>
internal static class ConnectionText
{
    private const int Reach = 400;

    /// <summary>Names of other parts.</summary>
    private static readonly SearchValues<string> Siblings = SearchValues.Create(
        [
            "server=", "host=", "hostname=", "data source=", "datasource=", "user id=", "userid=", "uid=", "user=", "username=", "user name=", "database=", "dbname=", "initial catalog=", "endpoint=",
            "accountname=", "port=", "addr=", "driver=", "dsn=", "sslmode=", "pooling=", "integrated security=", "trustservercertificate=", "encrypt=", "connect timeout=", "charset=",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the name before a value is a part of one.</summary>
    public static bool Has(in Passage passage, int keyStart, int valueStart)
    {
        ReadOnlySpan<char> before = Before(passage, keyStart);
        bool isTight = passage.Text[keyStart..valueStart].TrimEnd(' ').EndsWith("=");
        return isTight && (before.ContainsAny(Siblings) || StartsOne(before, After(passage, valueStart)));
    }

    /// <summary>Where the value ends: at a semicolon where those separate the parts, else at white space.</summary>
    public static int FindEnd(in Passage passage, int keyStart, int valueStart)
    {
        ReadOnlySpan<char> before = Before(passage, keyStart);
        ReadOnlySpan<char> rest = passage.Text[valueStart..passage.LineEnd(valueStart)];
        char quote = OpenQuote(passage, keyStart);
        int end = quote == '\0' ? rest.IndexOfAny('"', '<') : rest.IndexOf(quote);
        rest = end < 0 ? rest : rest[..end];
        int escape = rest.IndexOf("\\n");
        rest = (escape < 0 ? rest : rest[..escape]).TrimEnd('\\');
        if (rest.StartsWith("{") && rest.IndexOf('}') is int close and > 0)
        {
            return valueStart + close; // ODBC's quotes
        }

        bool hasSemicolons = before.Contains(';') || rest.Contains(';');
        int cut = hasSemicolons ? rest.IndexOf(';') : rest.IndexOfAny(" \t,)'");
        return valueStart + (cut < 0 ? rest : rest[..cut]).TrimEnd().Length;
    }

    /// <summary>The first part of one: <c>"Password=…;Server=…"</c>.</summary>
    private static bool StartsOne(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        int semicolon = after.IndexOf(';');
        return before.IsEmpty && semicolon > 0 && after[semicolon..].ContainsAny(Siblings);
    }

    /// <summary>What stands before it in the same string or line.</summary>
    private static ReadOnlySpan<char> Before(in Passage passage, int keyStart)
    {
        int start = Math.Max(passage.LineStart(keyStart), keyStart - Reach);
        ReadOnlySpan<char> before = passage.Text[start..keyStart];
        int quote = passage.Kind == TextKind.Code ? before.LastIndexOfAny("\"'`>") : before.LastIndexOfAny("\"`>");
        return quote < 0 ? before : before[(quote + 1)..];
    }

    private static ReadOnlySpan<char> After(in Passage passage, int valueStart)
    {
        ReadOnlySpan<char> after = passage.Text.Slice(valueStart, Math.Min(Reach, passage.Text.Length - valueStart));
        int end = after.IndexOfAny('"', '\n');
        return end < 0 ? after : after[..end];
    }

    private static char OpenQuote(in Passage passage, int keyStart)
    {
        ReadOnlySpan<char> before = passage.Text[passage.LineStart(keyStart)..keyStart];
        int quote = before.LastIndexOfAny("\"'`");
        return quote < 0 ? '\0' : before[quote];
    }
}
