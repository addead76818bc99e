using System.Buffers;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>A telling name, and a value that is given to it.</summary>
internal sealed class AssignmentShape : IShape
{
    private const int LongestName = 100;
    private const int LongestRest = 400;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public IReadOnlyList<string> Needles { get; } =
    [
        "pass", "pwd", "secret", "token", "api_key", "apikey", "api-key", "accesskey", "access_key", "access-key", "accountkey", "account_key", "account-key", "authkey", "auth_key", "\"auth", "pw=", "pw =", "pw:", "pw\"", "pw'", "pw <-", "pw,",
    ];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        ReadOnlySpan<char> text = passage.Text;
        int start = text[at] == '"' ? at + 1 : at;
        int end = start;
        while (end < text.Length && end - at < LongestName && IsOfName(text[end]))
        {
            end++;
        }

        int lowest = Math.Max(0, start - LongestName);
        while (start > lowest && IsOfName(text[start - 1]))
        {
            start--;
        }

        start = TrimStart(text, start, end);
        end = start + text[start..end].TrimEnd("-.").Length;
        NameKind kind = CredentialName.Judge(text[start..end]);
        if (kind == NameKind.None)
        {
            return;
        }

        SeparatorReader separator = new(passage, start, end);
        Separator separation = separator.Read();
        ValueReader value = new(passage, start, separator, separation);
        if (separation is Separator.None or Separator.Comma or Separator.Assign && FindElsewhere(passage, (start, end), kind, found))
        {
            return;
        }

        if (separation == Separator.None || (separation == Separator.Element && IsDocumentation(text, start))
            || !Takes(passage, (start, end), separation, kind) || !value.Read() || (separation == Separator.Comma && !IsWord(passage, start, value))
            || (separation == Separator.Element && !IsClosed(passage, value.End))
            || (separation == Separator.Call && IsSecret(text[start..end]) && !IsMixed(text[value.Start..value.End]))
            || !Fits(passage, value, kind) || IsOther(text[start..end], text[value.Start..value.End], value.IsPart))
        {
            return;
        }

        LeakRule rule = FindRule(passage, text[start..end], separation, value.IsPart);
        found.Add(new Match(rule, start, value.Start, value.End));
    }

    /// <summary>A value before its name, and one among several.</summary>
    private static bool FindElsewhere(in Passage passage, (int Start, int End) name, NameKind kind, List<Match> found)
    {
        bool isBefore = ReversedPair.TryRead(passage, name.Start, out (int Start, int End) value, out bool isQuoted);
        if (!isBefore)
        {
            isQuoted = ParallelAssignment.TryRead(passage, name, out value);
        }

        if ((isBefore || isQuoted) && SecretText.IsPlausible(passage.Text[value.Start..value.End], kind, isQuoted))
        {
            LeakRule rule = FindRule(passage, passage.Text[name.Start..name.End], Separator.Assign, isPart: false);
            found.Add(new Match(rule, isBefore ? value.Start : name.Start, value.Start, value.End));
        }

        return isBefore || isQuoted;
    }

    /// <summary>A dash before an option, and the letter of an escape (<c>\npassword</c>), are no part of the name.</summary>
    private static int TrimStart(ReadOnlySpan<char> text, int start, int end)
    {
        while (start < end && text[start] is '-' or '.')
        {
            start++;
        }

        return start > 0 && text[start - 1] == '\\' && start + 1 < end && text[start] is 'n' or 't' or 'r' ? start + 1 : start;
    }

    /// <summary>Whether a tag closes the element after its value: compilers name methods <c>&lt;GetPassword&gt;d__4</c>.</summary>
    private static bool IsClosed(in Passage passage, int end)
    {
        ReadOnlySpan<char> after = passage.Text.Slice(end, Math.Min(LongestRest, passage.Text.Length - end));
        int lineEnd = after.IndexOf('\n');
        ReadOnlySpan<char> line = lineEnd < 0 ? after : after[..lineEnd];
        return line.Contains("</", StringComparison.Ordinal) || line.Contains("<\\/", StringComparison.Ordinal) || after.TrimStart().StartsWith("</");
    }

    /// <summary>A parameter that is described: <c>&lt;param name="password"&gt;</c>.</summary>
    private static bool IsDocumentation(ReadOnlySpan<char> text, int start) => text[..start].EndsWith("<param name=\"");

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    /// <summary>Calls that take a password by a telling name: <c>WithPassword("…")</c>, and not <c>GetPassword("…")</c>; a comma says little of a token.</summary>
    private static bool Takes(in Passage passage, (int Start, int End) name, Separator separator, NameKind kind)
    {
        bool isVerdict = passage.Text[name.Start..name.End] is "PASS" && !passage.Traits.IsMarkup; // PASS: the name of a test
        if (separator == Separator.Colon && (passage.At(name.Start - 1) == ':' || isVerdict))
        {
            return false; // arn:aws:secretsmanager:…:secret:name
        }

        if (separator == Separator.Space && passage.Kind is TextKind.Prose or TextKind.Code && !passage.IsShellLine(name.Start))
        {
            ReadOnlySpan<char> after = passage.Text[name.End..passage.LineEnd(name.End)].TrimStart(" =\"'\\");
            int end = after.IndexOfAnyExcept(Letters);
            return end >= 0 && after[end] is not (' ' or '.' or ',' or ';' or ')' or '`' or '\r'); // "the --password option"
        }

        if (separator == Separator.Call)
        {
            ReadOnlySpan<char> whole = passage.Text[name.Start..name.End];
            ReadOnlySpan<char> last = whole[(whole.LastIndexOf('.') + 1)..];
            return last.StartsWith("with", StringComparison.OrdinalIgnoreCase) || last.StartsWith("set", StringComparison.OrdinalIgnoreCase)
                || last.StartsWith("use", StringComparison.OrdinalIgnoreCase) || last.StartsWith("add", StringComparison.OrdinalIgnoreCase)
                || last.Equals("password", StringComparison.OrdinalIgnoreCase) || last.Equals("passwd", StringComparison.OrdinalIgnoreCase) || IsSecret(whole);
        }

        return separator != Separator.Comma || IsOption(passage, name.Start) || (kind is NameKind.Password or NameKind.Key && IsArgument(passage, name.Start));
    }

    /// <summary><c>Secret("…")</c> holds one, or is the name of one that is kept elsewhere.</summary>
    private static bool IsSecret(ReadOnlySpan<char> name) => name[(name.LastIndexOf('.') + 1)..] is "Secret" or "secret";

    /// <summary>Letters of both cases and digits, as names of secrets hardly have: <c>Secret("lab-db-47")</c>.</summary>
    private static bool IsMixed(ReadOnlySpan<char> value) =>
        value.ContainsAnyInRange('a', 'z') && value.ContainsAnyInRange('A', 'Z') && value.ContainsAnyInRange('0', '9') && !value.ContainsAny('/', ':');

    /// <summary>A list of arguments: <c>["--password", "…"]</c>.</summary>
    private static bool IsOption(in Passage passage, int at) =>
        passage.At(at - 1) == '-' && passage.At(at - 2) == '-' && passage.At(at - 3) is '"' or '\'';

    /// <summary>The first argument of a call, and in MATLAB any: a list of names is none.</summary>
    private static bool IsArgument(in Passage passage, int at)
    {
        ReadOnlySpan<char> before = Before(passage, at);
        return before.EndsWith("(") || before.EndsWith("{") || (before.EndsWith(",") && passage.Traits.IsMatlab);
    }

    private static ReadOnlySpan<char> Before(in Passage passage, int at) => passage.Text[Math.Max(0, at - 20)..at].TrimEnd("\"'`\\ @$-");

    /// <summary>Not the next option; and in braces (<c>{ "password", "…" }</c>) the last word, and more than letters: lists of names are written so, too.</summary>
    private static bool IsWord(in Passage passage, int keyStart, in ValueReader value)
    {
        ReadOnlySpan<char> text = passage.Text[value.Start..value.End];
        ReadOnlySpan<char> after = passage.Text.Slice(value.End, Math.Min(20, passage.Text.Length - value.End)).TrimStart("\"'`\\ ");
        bool isPair = Before(passage, keyStart).EndsWith("{");
        return !text.StartsWith("-") && (!isPair || (after.StartsWith("}") && text.ContainsAnyInRange('0', '9')));
    }

    private static bool Fits(in Passage passage, in ValueReader value, NameKind kind)
    {
        ReadOnlySpan<char> text = passage.Text[value.Start..value.End];
        if (kind != NameKind.BasicPair)
        {
            return SecretText.IsPlausible(text, kind, value.IsQuoted);
        }

        return BasicPair.TryRead(text, out string password) && SecretText.IsPlausible(password, NameKind.Password, isQuoted: true);
    }

    /// <summary>
    /// The shell's directories (<c>PWD=/home/ana</c>), and the names by which AWS and others know a secret (<c>--secret-id lab/db</c>): its id is long and random.
    /// </summary>
    private static bool IsOther(ReadOnlySpan<char> name, ReadOnlySpan<char> value, bool isPart)
    {
        const int ShortestId = 32;
        bool isDirectory = name is "PWD" or "OLDPWD" && !isPart && (value.StartsWith("/") || value.StartsWith("~") || value[1..].StartsWith(":\\"));
        bool isId = name.EndsWith("secret_id", StringComparison.OrdinalIgnoreCase) || name.EndsWith("secret-id", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("secretid", StringComparison.OrdinalIgnoreCase);
        const int ShortestOfPw = 6;
        bool isPulseWidth = name.EndsWith("pw", StringComparison.OrdinalIgnoreCase) && value.Length < ShortestOfPw;
        return isDirectory || isPulseWidth || IsNameAgain(name, value) || (isId && (value.Length < ShortestId || value.Contains('/') || !value.ContainsAnyInRange('0', '9')));
    }

    /// <summary>The name once more, as enumerations and maps of names have it: <c>CHALLENGE_PASSWORD: "challengePassword"</c>.</summary>
    private static bool IsNameAgain(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        int at = name.Length - 1;
        foreach (char c in value.ToString().Reverse().Where(char.IsAsciiLetterOrDigit))
        {
            while (at >= 0 && !char.IsAsciiLetterOrDigit(name[at]))
            {
                at--;
            }

            if (at < 0 || char.ToLowerInvariant(name[at--]) != char.ToLowerInvariant(c))
            {
                return false;
            }
        }

        return true;
    }

    private static LeakRule FindRule(in Passage passage, ReadOnlySpan<char> name, Separator separator, bool isPart) =>
        CredentialName.IsOfDataJoint(name) || passage.Traits.IsOfDataJoint || IsOfConfig(passage, name) ? LeakRules.DataJointSetting
        : name.Contains("aws", StringComparison.OrdinalIgnoreCase) && name.EndsWith("key", StringComparison.OrdinalIgnoreCase) ? LeakRules.AwsKey
        : name.EndsWith("AccountKey", StringComparison.OrdinalIgnoreCase) || name.EndsWith("account_key", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("SharedAccessKey", StringComparison.OrdinalIgnoreCase) ? LeakRules.AzureKey
        : isPart ? LeakRules.ConnectionString
        : separator == Separator.Space && !IsDefined(passage, name) ? IsSql(name) ? LeakRules.SqlPassword : LeakRules.CommandArgument
        : LeakRules.CredentialAssignment;

    /// <summary>Settings of Java, and <c>#define WIFI_PASSWORD "…"</c>, have no sign between name and value.</summary>
    private static bool IsDefined(in Passage passage, ReadOnlySpan<char> name)
    {
        passage.Text.Overlaps(name, out int at);
        return passage.Traits.IsProperties || passage.Text[passage.LineStart(Math.Max(0, at))..].StartsWith("#define ");
    }

    private static bool IsSql(ReadOnlySpan<char> name) => name.Equals("password", StringComparison.OrdinalIgnoreCase) && !name.SequenceEqual("password");

    /// <summary><c>dj.config["database.password"]</c> has its name's marks; <c>dj.config['stores']</c> is one line above, or on it.</summary>
    private static bool IsOfConfig(in Passage passage, ReadOnlySpan<char> name)
    {
        passage.Text.Overlaps(name, out int at);
        int start = passage.LineStart(Math.Clamp(at, 0, passage.Text.Length));
        return passage.Text[start..Math.Max(start, at)].Contains("dj.config", StringComparison.Ordinal);
    }
}
