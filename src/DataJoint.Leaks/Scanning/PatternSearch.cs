using System.Text.RegularExpressions;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks.Scanning;

/// <summary>Finds what rules of a project's own describe, on the lines that have one of their keywords.</summary>
internal sealed class PatternSearch
{
    private const string Secret = "secret";
    private readonly IReadOnlyList<PatternRule> _rules;
    private readonly LiteralSearch _keywords;

    /// <summary>For none.</summary>
    public static PatternSearch None { get; } = new([]);

    public PatternSearch(IReadOnlyList<PatternRule> rules)
    {
        _rules = rules;
        _keywords = new LiteralSearch(rules.SelectMany(rule => rule.Words).SelectMany(word => word.Beginnings));
    }

    /// <summary>The places of a rule among all: after those that are built in.</summary>
    public int RankOf(LeakRule rule) => _rules.TakeWhile(other => other.Rule != rule).Count();

    /// <summary>Finds all in a text. Each line is looked at once for each rule; of a long one the parts around the keywords.</summary>
    public void Find(in Passage passage, List<Match> found, CancellationToken cancellationToken)
    {
        if (_rules.Count == 0)
        {
            return;
        }

        ReadOnlySpan<char> text = passage.Text;
        (int Start, int End)[] open = new (int, int)[_rules.Count];
        for (int at = _keywords.Find(text, 0); at >= 0; at = _keywords.Find(text, at + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < open.Length; i++)
            {
                if (!HasKeyword(_rules[i], text[at..]))
                {
                    continue;
                }

                (int start, int end) = (passage.LineStart(at), passage.LineEnd(at));
                if (start > open[i].End || open[i].End == 0)
                {
                    FindOn(text, open[i], _rules[i], found);
                    open[i].Start = start;
                }

                open[i].End = end;
            }
        }

        for (int i = 0; i < open.Length; i++)
        {
            FindOn(text, open[i], _rules[i], found);
        }
    }

    private static bool HasKeyword(PatternRule rule, ReadOnlySpan<char> text)
    {
        foreach (Keyword word in rule.Words)
        {
            if (word.Begins(text))
            {
                return true;
            }
        }

        return false;
    }

    private static void FindOn(ReadOnlySpan<char> text, (int Start, int End) part, PatternRule rule, List<Match> found)
    {
        ReadOnlySpan<char> line = text[part.Start..part.End];
        if (!rule.Pattern.IsMatch(line))
        {
            return;
        }

        for (System.Text.RegularExpressions.Match match = rule.Pattern.Match(line.ToString()); match.Success; match = match.NextMatch())
        {
            Group secret = match.Groups[Secret];
            (int at, int length) = secret.Success ? (secret.Index, secret.Length) : (match.Index, match.Length);
            if (length > 0 && !rule.Allowed.Any(allowed => Wildcard.Matches(allowed, match.Value.AsSpan(at - match.Index, length))))
            {
                found.Add(new Match(rule.Rule, part.Start + match.Index, part.Start + at, part.Start + at + length));
            }
        }
    }
}
