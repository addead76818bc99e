using System.Text.RegularExpressions;
using DataJoint.Leaks.Rules;

namespace DataJoint.Leaks;

/// <summary>
/// A rule of a project's own: a regular expression beside keywords. It adds to the rules that are built in; nothing in it switches one of those off. The expression is
/// matched without going back, so that the time grows with the length of the text alone.
/// </summary>
public sealed class PatternRule
{
    internal PatternRule(LeakRule rule, IReadOnlyList<string> keywords, Regex pattern, IReadOnlyList<string> allowed)
    {
        Rule = rule;
        Keywords = keywords;
        Words = [.. keywords.Select(keyword => new Keyword(keyword))];
        Pattern = pattern;
        Allowed = allowed;
    }

    /// <summary>Its name, what it finds, and what to do.</summary>
    public LeakRule Rule { get; }

    /// <summary>Of what one is on a line, in either case, before the expression is tried.</summary>
    public IReadOnlyList<string> Keywords { get; }

    /// <summary>Secrets that are none, with <c>*</c> for any text.</summary>
    public IReadOnlyList<string> Allowed { get; }

    internal IReadOnlyList<Keyword> Words { get; }

    internal Regex Pattern { get; }

    /// <summary>Reads rules.</summary>
    /// <param name="json">An array of rules, or an object that has it as <c>rules</c>. Comments and trailing commas are allowed.</param>
    /// <param name="name">What the text is called in messages.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="FormatException">A rule is invalid: the message says which, where and why.</exception>
    public static IReadOnlyList<PatternRule> Parse(string json, string name)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(name);
        return PatternRuleReader.Read(json, name);
    }
}
