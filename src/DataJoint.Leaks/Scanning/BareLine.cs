using System.Buffers;

namespace DataJoint.Leaks.Scanning;

/// <summary>Values without quotes in files of settings and in prose: where they end.</summary>
internal static class BareLine
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\"'`<>,;)");

    private static readonly SearchValues<char> PairCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>The end of a value in YAML, INI, properties and <c>.env</c>: of the line, of a flow mapping, or where a comment begins.</summary>
    public static int FindEnd(in Passage passage, int keyStart, int start)
    {
        int end = passage.LineEnd(start);
        ReadOnlySpan<char> value = passage.Text[start..end];
        int comment = value.IndexOf(" #");
        value = comment >= 0 ? value[..comment] : value;
        if (IsInFlow(passage, keyStart) || passage.Traits.IsJson)
        {
            int flow = value.IndexOfAny(',', '}', ']');
            value = flow >= 0 ? value[..flow] : value;
        }

        int escape = value.IndexOf("\\n");
        value = escape >= 0 ? value[..escape] : value;

        // "-e DJ_PASS=simple", and lists in quotes.
        if (OpensQuote(passage, keyStart))
        {
            int quote = value.IndexOfAny('"', '\'');
            value = quote >= 0 ? value[..quote] : value;
        }

        // "ansible_user=ana ansible_password=simple ansible_port=22": one pair after the other.
        int next = passage.At(start - 1) == '=' ? value.IndexOf(' ') : -1;
        if (next > 0 && value[next..].TrimStart() is ReadOnlySpan<char> pair && pair.IndexOfAnyExcept(PairCharacters) is int equals and > 0 && pair[equals] == '=')
        {
            value = value[..next];
        }

        // Commands in YAML and JSON: "run: mysql --password=simple --execute …", "start": "DJ_PASS=simple node …".
        if (IsInCommand(passage, keyStart) || (passage.At(start - 1) == '=' && passage.Traits.HoldsCommands))
        {
            int blank = value.IndexOfAny(" \t;&|");
            value = blank >= 0 ? value[..blank] : value;
        }

        return start + value.TrimEnd().TrimEnd(';').Length;
    }

    /// <summary>In prose a value counts where it can hardly be a sentence: <c>DJ_PASS=simple</c>, or alone at the end of its line and no word.</summary>
    public static bool TryReadProse(in Passage passage, int keyStart, int start, Separator separator, out int end)
    {
        int lineEnd = passage.LineEnd(start);
        ReadOnlySpan<char> rest = passage.Text[start..lineEnd].TrimEnd(" \t\r|");
        int blank = rest.IndexOfAny(Ends);
        ReadOnlySpan<char> value = (blank < 0 ? rest : rest[..blank]).TrimEnd(".*_");
        end = start + value.Length;
        bool isTight = separator == Separator.Assign && passage.At(start - 1) == '=';
        bool isAlone = blank < 0;
        bool isMixed = value.IndexOfAnyInRange('0', '9') >= 0 && value.Length >= 6;
        bool isSetting = passage.Text[keyStart..start].ContainsAny('_', '.') || passage.LineStart(keyStart) < keyStart - 1;
        return value.Length > 0 && (isTight || (isAlone && (isMixed || (isSetting && separator == Separator.Assign) || IsIndented(passage, keyStart))));
    }

    /// <summary>Whether the line looks like YAML in an example.</summary>
    private static bool IsIndented(in Passage passage, int keyStart)
    {
        int start = passage.LineStart(keyStart);
        return keyStart - start >= 2 && passage.Text[start..keyStart].IndexOfAnyExcept(' ') < 0;
    }

    private static bool IsInFlow(in Passage passage, int keyStart)
    {
        ReadOnlySpan<char> before = passage.Text[passage.LineStart(keyStart)..keyStart];
        int open = before.LastIndexOfAny('{', '[');
        return open >= 0 && before[open..].IndexOfAny('}', ']') < 0 && !(open > 0 && before[open - 1] == '$');
    }

    private static bool OpensQuote(in Passage passage, int keyStart) =>
        passage.At(keyStart - 1) is '"' or '\'' || passage.IsInString(keyStart);

    private static bool IsInCommand(in Passage passage, int keyStart)
    {
        ReadOnlySpan<char> before = passage.Text[passage.ContentStart(keyStart)..keyStart];
        return before.Contains(" -", StringComparison.Ordinal) || before.EndsWith("-e ") || before.Contains("export ", StringComparison.Ordinal) || before.StartsWith("run:") || before.StartsWith("- run:");
    }
}
