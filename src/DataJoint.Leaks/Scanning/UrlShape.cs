using System.Buffers;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary><c>scheme://user:password@host</c></summary>
internal sealed class UrlShape : IShape
{
    private const int LongestUserInfo = 512;
    private const int LongestScheme = 40;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`<>\\|^,");

    public IReadOnlyList<string> Needles { get; } = ["://", "@tcp("];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        ReadOnlySpan<char> text = passage.Text;
        if (text[at] == '@')
        {
            FindBefore(text, at, found);
            return;
        }

        int start = at + "://".Length;
        ReadOnlySpan<char> rest = text.Slice(start, Math.Min(LongestUserInfo, text.Length - start));
        int end = rest.IndexOfAny(Ends);
        rest = end < 0 ? rest : rest[..end];
        int host = FindHost(rest);
        int colon = host < 0 ? -1 : rest[..host].IndexOf(':');
        if (colon < 0 || rest[..colon].ContainsAny('/', '?', '#') || !IsPassword(rest[..colon], rest[(colon + 1)..host]))
        {
            return;
        }

        int scheme = at;
        while (scheme > 0 && at - scheme < LongestScheme && (char.IsAsciiLetterOrDigit(text[scheme - 1]) || text[scheme - 1] is '+' or '-' or '.'))
        {
            scheme--;
        }

        // Shown is the scheme alone: the user may be a token.
        found.Add(new Match(LeakRules.DatabaseUrl, scheme, start + colon + 1, start + host));
    }

    /// <summary>Go's form: <c>user:password@tcp(host:port)/database</c>.</summary>
    private static void FindBefore(ReadOnlySpan<char> text, int at, List<Match> found)
    {
        ReadOnlySpan<char> before = text[Math.Max(0, at - LongestUserInfo)..at];
        before = before[(before.LastIndexOfAny(Ends) + 1)..];
        int colon = before.IndexOf(':');
        if (colon > 0 && IsPassword(before[..colon], before[(colon + 1)..]))
        {
            found.Add(new Match(LeakRules.DatabaseUrl, at - before.Length, at - before.Length + colon + 1, at));
        }
    }

    /// <summary>The <c>@</c> before the host: the last one before the path; where a password has a slash of its own, the only one.</summary>
    private static int FindHost(ReadOnlySpan<char> rest)
    {
        int path = rest.IndexOfAny('/', '?', '#');
        int host = path < 0 ? rest.LastIndexOf('@') : rest[..path].LastIndexOf('@');
        return host;
    }

    private static bool IsPassword(ReadOnlySpan<char> user, ReadOnlySpan<char> password)
    {
        string decoded = Uri.UnescapeDataString(password.ToString());
        return !password.StartsWith("$") && !password.StartsWith("{") && !password.StartsWith("%(") && !user.EndsWith("\\") && !decoded.Contains('\0', StringComparison.Ordinal)
            && decoded.All(c => c <= 0xff) ? SecretText.IsPlausible(decoded, NameKind.Password, isQuoted: true) : !decoded.All(c => c <= 0xff);
    }
}
