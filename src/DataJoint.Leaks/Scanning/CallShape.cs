using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Calls that take credentials by position.</summary>
internal sealed class CallShape : IShape
{
    private const int Reach = 1000;

    public IReadOnlyList<string> Needles { get; } = ["conn(", "mym(", "mysql(", "mysqli(", "s3client(", "minio(", "minioclient(", "credential(", "credentials(", "basicauth(", "database(", "connect(", "connection(", ".login(", "credentials.create("];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        int open = at + passage.Text[at..].IndexOf('(');
        foreach (CallForm form in CallForm.All)
        {
            if (passage.Text[..(open + 1)].EndsWith(form.Name, StringComparison.OrdinalIgnoreCase))
            {
                Find(passage, form, open, found);
                return;
            }
        }
    }

    private static void Find(in Passage passage, CallForm form, int open, List<Match> found)
    {
        List<(int Start, int End)> arguments = ReadArguments(passage, open + 1, form.Secrets.Max() + 1);
        foreach (int index in form.Secrets)
        {
            if (index < arguments.Count && arguments[index] is (int start, int end) && end > start && SecretText.IsPlausible(passage.Text[start..end], form.Kind, isQuoted: true))
            {
                LeakRule rule = form.Name.EndsWith("conn(", StringComparison.Ordinal) || form.Name.StartsWith("dj.", StringComparison.Ordinal)
                    ? LeakRules.DataJointSetting
                    : LeakRules.CallArgument;
                found.Add(new Match(rule, open + 1 - form.Name.Length, start, end));
            }
        }
    }

    /// <summary>The arguments by position: the inside of those in quotes, and nothing for expressions. Named ones end the list.</summary>
    private static List<(int Start, int End)> ReadArguments(in Passage passage, int at, int count)
    {
        List<(int Start, int End)> arguments = [];
        int limit = Math.Min(passage.Text.Length, at + Reach);
        int depth = 0;
        (int Start, int End) current = default;
        while (at < limit && arguments.Count < count)
        {
            char c = passage.Text[at];
            if (c is '"' or '\'' or '`')
            {
                int slashes = CountSlashes(passage.Text, at);
                int end = FindClose(passage.Text, at + 1, slashes);
                if (end < 0)
                {
                    break;
                }

                current = depth == 0 ? (at + 1, end) : current;
                at = passage.Text[end] == '\\' ? end + slashes : end;
            }
            else if (c is '(' or '[' or '{')
            {
                depth++;
            }
            else if (c is ')' or ']' or '}' && --depth < 0)
            {
                arguments.Add(current);
                break;
            }
            else if (c == ',' && depth == 0)
            {
                arguments.Add(current);
                current = default;
            }

            at++;
        }

        return arguments;
    }

    private static int CountSlashes(ReadOnlySpan<char> text, int at)
    {
        int count = 0;
        while (at - count > 0 && text[at - count - 1] == '\\')
        {
            count++;
        }

        return count;
    }

    /// <summary>The quote, or the first backslash of those before it, that closes the string.</summary>
    private static int FindClose(ReadOnlySpan<char> text, int start, int slashes)
    {
        char quote = text[start - 1];
        int run = 0;
        for (int at = start; at < Math.Min(text.Length, start + Reach) && text[at] != '\n'; at++)
        {
            if (text[at] == quote && (slashes == 0 ? run % 2 == 0 : run <= slashes))
            {
                return slashes == 0 ? at : at - run;
            }

            run = text[at] == '\\' ? run + 1 : 0;
        }

        return -1;
    }
}
