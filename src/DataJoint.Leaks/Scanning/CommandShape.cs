using System.Buffers;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Commands that take a password by position or in a short option.</summary>
internal sealed class CommandShape : IShape
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`;&|<>)");

    public IReadOnlyList<string> Needles { get; } =
        [.. CommandForm.Options.Select(form => form.Command.ToLowerInvariant()), .. CommandForm.Positions.Select(form => form.Command.ToLowerInvariant())];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        ReadOnlySpan<char> line = passage.Text[at..passage.LineEnd(at)];
        foreach (CommandForm form in CommandForm.Positions)
        {
            if (line.StartsWith(form.Command))
            {
                FindPosition(at, line, form, found);
                return;
            }
        }

        foreach (CommandForm form in CommandForm.Options)
        {
            if (line.StartsWith(form.Command))
            {
                FindOption(passage, at, form, found);
            }
        }
    }

    private static void FindOption(in Passage passage, int command, CommandForm form, List<Match> found)
    {
        ReadOnlySpan<char> line = passage.Text[command..passage.LineEnd(command)];
        int at = form.Command.EndsWith('-') ? line.IndexOf(form.Option.AsSpan(1)) - 1 : line.IndexOf(form.Option);
        if (at == -1 && form.Option == " -p")
        {
            at = Math.Max(line.IndexOf("'-p"), line.IndexOf("\"-p")); // a list of arguments in a program
        }

        if (at < 0 || line[..at].ContainsAny(";|"))
        {
            return;
        }

        int start = at + form.Option.Length;
        bool hasBlank = start < line.Length && line[start] is ' ' or '=';
        start += hasBlank ? 1 : 0;
        start += start < line.Length && line[start] is '"' or '\'' ? 1 : 0;
        if (start >= line.Length || (hasBlank ? !form.TakesBlank : !form.TakesTight))
        {
            return; // mysql -p name: the name is the database's
        }

        int end = line[start..].IndexOfAny(Ends);
        ReadOnlySpan<char> value = end < 0 ? line[start..] : line.Slice(start, end);
        int user = form.User == '\0' ? 0 : value.IndexOf(form.User) + 1;
        bool isPort = !form.TakesTight && value.IndexOfAnyExceptInRange('0', '9') < 0; // mongo -p 27017
        if ((form.User == '\0' || user > 0) && !isPort && SecretText.IsPlausible(value[user..], NameKind.Password, isQuoted: false))
        {
            found.Add(new Match(LeakRules.CommandArgument, command, command + start + user, command + start + value.Length));
        }
    }

    /// <summary>The word at a position, of those that are no options of the command.</summary>
    private static void FindPosition(int at, ReadOnlySpan<char> line, CommandForm form, List<Match> found)
    {
        int index = 0;
        for (int start = form.Command.Length; start < line.Length;)
        {
            int length = line[start..].IndexOfAny(' ', '\t');
            length = length < 0 ? line.Length - start : length;
            ReadOnlySpan<char> value = line.Slice(start, length).Trim("\"'\r");
            bool isWord = value.Length > 0 && value[0] is not ('-' or '/' or '*' or '\\') && !(value.Length == 2 && value[1] == ':');
            if (isWord && index++ == form.Position && SecretText.IsPlausible(value, form.Kind, isQuoted: false))
            {
                int first = start + line[start..].IndexOf(value);
                found.Add(new Match(LeakRules.CommandArgument, at, at + first, at + first + value.Length));
            }

            start += length + 1;
        }
    }
}
