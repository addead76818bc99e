using DataJoint.Configuration;

namespace DataJoint.Leaks.Tests;

/// <summary>Each rule has one entry, one page and one labelled set, and the three agree.</summary>
public sealed class RuleTests
{
    /// <summary>What the set of known values calls the project's own.</summary>
    private static readonly LeakScanner Scanner =
        new(new LeakScannerOptions { KnownSecrets = [new Secret("Tr0ub4dor&3-otter"), new Secret("walnut")] });

    public static TheoryData<string> Rules { get; } = [.. LeakRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_finds_what_its_set_marks_and_nothing_else(string rule)
    {
        List<string> wrong = [];
        foreach ((bool isLeak, LabelledText text) in RuleSet.Read(rule))
        {
            LeakReport report = text.Scan(Scanner);
            string found = string.Join(", ", report.Leaks.Select(leak => $"{leak.Rule.Id} {leak.Line}:{leak.Column}"));
            string marked = string.Join(", ", text.Secrets.Select(secret => text.Locate(secret.Start)).Select(place => $"{rule} {place.Line}:{place.Column}"));
            if (found != (isLeak ? marked : ""))
            {
                wrong.Add($"expected [{marked}], found [{found}] in {text}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_set_has_leaks_and_what_looks_like_them(string rule)
    {
        RuleSet.Read(rule).Count(each => each.IsLeak).ShouldBeGreaterThan(1);
        RuleSet.Read(rule).Count(each => !each.IsLeak).ShouldBeGreaterThan(0);
        RuleSet.Read(rule).Where(each => each.IsLeak).ShouldAllBe(each => each.Text.Secrets.Count > 0);
    }

    [Fact]
    public void Every_set_has_a_rule() =>
        Directory.GetFiles(RuleSet.Directory).Select(Path.GetFileNameWithoutExtension).ShouldBe(LeakRules.All.Select(rule => rule.Id), ignoreOrder: true);

    [Fact]
    public void No_excerpt_shows_a_secret()
    {
        foreach (LeakRule rule in LeakRules.All)
        {
            foreach ((_, LabelledText text) in RuleSet.Read(rule.Id))
            {
                string all = string.Join('\n', text.Scan(Scanner).Leaks.Select(leak => $"{leak} {leak.Excerpt} {leak.Fingerprint}"));
                text.Secrets.Select(secret => text.Text[secret.Start..secret.End]).Where(secret => all.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty(all);
            }
        }
    }
}
