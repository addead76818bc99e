namespace DataJoint.Leaks.Scanning;

/// <summary>Values between commas: the arguments of a call, a tuple, or what several names are given at once.</summary>
internal static class ArgumentList
{
    private const int Reach = 1000;

    /// <summary>The arguments by position: the inside of those in quotes, and nothing for expressions. Named ones end the list.</summary>
    public static List<(int Start, int End)> Read(in Passage passage, int at, int count)
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

        if (at == passage.Text.Length && current.End > 0)
        {
            arguments.Add(current);
        }

        return arguments;
    }

    /// <summary>The two strings in parentheses or brackets, and nothing else in them; false for anything else.</summary>
    /// <param name="passage">The text.</param>
    /// <param name="open">Where the parenthesis is.</param>
    /// <param name="second">The second one.</param>
    public static bool TryReadPair(in Passage passage, int open, out (int Start, int End) second)
    {
        List<(int Start, int End)> arguments = Read(passage, open + 1, 3);
        second = arguments.Count == 2 ? arguments[1] : default;
        return arguments.Count == 2 && arguments[0].End > 0 && second.End > second.Start;
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
