using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Tokens that are known by their first characters.</summary>
internal sealed class TokenShape : IShape
{
    private const int FewestDifferent = 6;

    public IReadOnlyList<string> Needles { get; } =
        [.. TokenForm.All.Select(form => form.Prefix.ToLowerInvariant()).Select(prefix => prefix.StartsWith("xox", StringComparison.Ordinal) ? "xox" : prefix).Distinct()];

    public void Find(in Passage passage, int at, List<Match> found)
    {
        ReadOnlySpan<char> text = passage.Text;
        foreach (TokenForm form in TokenForm.All)
        {
            if (!text[at..].StartsWith(form.Prefix) || (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]) && !IsAfterEscape(text, at)))
            {
                continue;
            }

            int start = at + form.Prefix.Length;
            ReadOnlySpan<char> rest = text.Slice(start, Math.Min(form.MaxLength + 1, text.Length - start));
            int length = rest.IndexOfAnyExcept(form.Characters);
            length = length < 0 ? rest.Length : length;
            if (length >= form.MinLength && length <= form.MaxLength && IsReal(rest[..length]))
            {
                found.Add(new Match(form.Rule, at, start, start + length));
                if (form.Rule == LeakRules.AwsKey)
                {
                    FindSecretKey(passage, start + length, found);
                }
            }
        }
    }

    /// <summary>The secret key that stands beside its id: alone between other characters, and of all kinds of its own.</summary>
    private static void FindSecretKey(in Passage passage, int from, List<Match> found)
    {
        const int Reach = 200;
        const int Length = 40;
        int last = Math.Min(passage.Text.Length, from + Reach);
        for (int at = from; at < last;)
        {
            int room = Math.Min(Reach, passage.Text.Length - at);
            int length = passage.Text.Slice(at, room).IndexOfAnyExcept(TokenForm.AwsSecretCharacters);
            length = length < 0 ? room : length;
            ReadOnlySpan<char> run = passage.Text.Slice(at, length);
            if (length == Length && run.ContainsAnyInRange('A', 'Z') && run.ContainsAnyInRange('a', 'z') && run.ContainsAnyInRange('0', '9') && IsReal(run))
            {
                found.Add(new Match(LeakRules.AwsKey, at, at, at + Length));
                return;
            }

            at += length + 1;
        }
    }

    private static bool IsAfterEscape(ReadOnlySpan<char> text, int at) => at > 1 && text[at - 2] == '\\' && text[at - 1] is 'n' or 't' or 'r';

    /// <summary>Samples repeat few characters, or say what they are.</summary>
    public static bool IsReal(ReadOnlySpan<char> token)
    {
        HashSet<char> different = [.. token];
        return different.Count >= FewestDifferent && !token.Contains("example", StringComparison.OrdinalIgnoreCase) && !token.Contains("xxxx", StringComparison.OrdinalIgnoreCase)
            && !token.Contains("your", StringComparison.OrdinalIgnoreCase) && !token.Contains("1234567890", StringComparison.Ordinal) && !token.Contains("abcdefgh", StringComparison.OrdinalIgnoreCase);
    }
}
