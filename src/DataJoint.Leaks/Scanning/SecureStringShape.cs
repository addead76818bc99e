using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Strings of .NET that are made secure: <c>ConvertTo-SecureString "…"</c>, <c>"…" | ConvertTo-SecureString</c>, <c>"…".ToSecureString()</c></summary>
internal sealed class SecureStringShape : IShape
{
    private const int Reach = 300;

    public IReadOnlyList<string> Needles { get; } = ["securestring"];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        ReadOnlySpan<char> text = passage.Text;
        int start = at + "securestring".Length;
        ReadOnlySpan<char> rest = text[start..passage.LineEnd(start)];
        ReadOnlySpan<char> before = text[passage.LineStart(at)..at];
        bool isCmdlet = before.EndsWith("ConvertTo-", StringComparison.OrdinalIgnoreCase);
        ReadOnlySpan<char> argument = isCmdlet ? rest.TrimStart() : rest;
        argument = argument.StartsWith("-String ", StringComparison.OrdinalIgnoreCase) ? argument["-String ".Length..].TrimStart() : argument;
        bool isArgument = isCmdlet ? rest.StartsWith(" ") : rest.StartsWith("(");
        argument = !isCmdlet && isArgument ? argument[1..] : argument;
        if (isArgument && (argument.StartsWith("\"") || argument.StartsWith("'")))
        {
            int value = start + rest.Length - argument.Length + 1;
            int length = argument[1..].IndexOf(argument[0]);
            Add(passage, at, (value, value + length), found);
            return;
        }

        ReadOnlySpan<char> given = isCmdlet ? before[..^"ConvertTo-".Length].TrimEnd() : before;
        given = given.EndsWith("|") ? given[..^1].TrimEnd() : given.EndsWith(".To") ? given[..^3] : default;
        if (given.EndsWith("\"") || given.EndsWith("'"))
        {
            int end = passage.LineStart(at) + given.Length - 1;
            int open = given[..^1].LastIndexOf(given[^1]);
            Add(passage, at, (open < 0 || given.Length - open > Reach ? end : passage.LineStart(at) + open + 1, end), found);
        }
    }

    private static void Add(in Passage passage, int at, (int Start, int End) value, List<Match> found)
    {
        if (value.End > value.Start && SecretText.IsPlausible(passage.Text[value.Start..value.End], NameKind.Password, isQuoted: true))
        {
            found.Add(new Match(LeakRules.CredentialAssignment, Math.Min(at, value.Start), value.Start, value.End));
        }
    }
}
