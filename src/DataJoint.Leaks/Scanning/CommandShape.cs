using System.Buffers;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Commands that take a password by position or in a short option.</summary>
internal sealed class CommandShape : IShape
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`;&|<>)");

    /// <summary>The options, and whether a user stands before a colon in it.</summary>
    private static readonly (string Command, string Option, bool IsPair)[] Options =
    [
        ("mysql", " -p", false), ("mariadb", " -p", false), ("sshpass", " -p", false), ("curl", " -u", true), ("curl", " --user", true), ("curl", " --proxy-user", true), ("docker login", " -p", false),
    ];

    public IReadOnlyList<string> Needles { get; } = ["mysql", "mariadb", "sshpass", "curl ", "mc alias set", "docker login"];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        ReadOnlySpan<char> line = passage.Text[at..passage.LineEnd(at)];
        if (line.StartsWith("mc alias set"))
        {
            FindAlias(passage, at, line, found);
            return;
        }

        foreach ((string command, string option, bool isPair) in Options)
        {
            if (line.StartsWith(command))
            {
                FindOption(passage, (at, option), isPair, found);
            }
        }
    }

    private static void FindOption(in Passage passage, (int Start, string Text) option, bool isPair, List<Match> found)
    {
        ReadOnlySpan<char> line = passage.Text[option.Start..passage.LineEnd(option.Start)];
        int at = line.IndexOf(option.Text);
        if (at < 0 && option.Text == " -p")
        {
            at = Math.Max(line.IndexOf("'-p"), line.IndexOf("\"-p")); // a list of arguments in a program
        }

        if (at < 0 || line[..at].ContainsAny(";|"))
        {
            return;
        }

        int start = at + option.Text.Length;
        bool needsBlank = option.Text is not " -p" || !line.StartsWith("m");
        bool hasBlank = start < line.Length && line[start] is ' ' or '=';
        start += hasBlank ? 1 : 0;
        start += start < line.Length && line[start] is '"' or '\'' ? 1 : 0;
        if (start >= line.Length || (hasBlank && !needsBlank) || (!hasBlank && needsBlank && option.Text.Length > 3))
        {
            return; // mysql -p name: the name is the database's
        }

        int end = line[start..].IndexOfAny(Ends);
        ReadOnlySpan<char> value = end < 0 ? line[start..] : line.Slice(start, end);
        int colon = isPair ? value.IndexOf(':') + 1 : 0;
        if ((!isPair || colon > 0) && SecretText.IsPlausible(value[colon..], NameKind.Password, isQuoted: false))
        {
            found.Add(new Match(LeakRules.CommandArgument, option.Start, option.Start + start + colon, option.Start + start + value.Length));
        }
    }

    /// <summary><c>mc alias set NAME URL ACCESS SECRET</c></summary>
    private static void FindAlias(in Passage passage, int at, ReadOnlySpan<char> line, List<Match> found)
    {
        const int Word = 6;
        int position = 0;
        int index = 0;
        while (position < line.Length)
        {
            int length = line[position..].IndexOfAny(' ', '\t');
            length = length < 0 ? line.Length - position : length;
            if (length > 0 && index++ == Word)
            {
                ReadOnlySpan<char> value = line.Slice(position, length).Trim("\"'");
                int start = position + line[position..].IndexOf(value);
                if (SecretText.IsPlausible(value, NameKind.Key, isQuoted: false))
                {
                    found.Add(new Match(LeakRules.CommandArgument, at, at + start, at + start + value.Length));
                }
            }

            position += length + 1;
        }
    }
}
