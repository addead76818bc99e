using System.Globalization;

namespace DataJoint.Leaks.Tests;

/// <summary>How many of the planted credentials are found, and how much of what is found is one.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const double Bound = 0.98;
    private const int Seed = 20260101;

    [Fact]
    public void Recall_and_precision_are_at_least_98_percent()
    {
        LeakCorpus corpus = new(Seed);
        LeakScanner scanner = new();
        int found = 0;
        int wrong = 0;
        List<string> samples = [];
        foreach (IGrouping<string, (CorpusContext Context, LabelledText Text)> context in corpus.Planted.GroupBy(each => each.Context.Name))
        {
            int here = 0;
            foreach ((_, LabelledText text) in context)
            {
                (long Line, long Column) place = text.Locate(text.Secrets[0].Start);
                IReadOnlyList<Leak> leaks = text.Scan(scanner).Leaks;
                bool isFound = leaks.Any(leak => leak.Line == place.Line && (leak.Column == place.Column || text.Path == "task.json"));
                here += isFound ? 1 : 0;
                wrong += leaks.Count - (isFound ? 1 : 0);
                samples.AddRange(isFound && leaks.Count == 1 ? [] : [$"planted, {leaks.Count} found: {text}"]);
            }

            found += here;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{context.Key,-26} {here,4} of {context.Count()}"));
        }

        foreach (LabelledText decoy in corpus.Decoys)
        {
            IReadOnlyList<Leak> leaks = decoy.Scan(scanner).Leaks;
            wrong += leaks.Count;
            samples.AddRange(leaks.Select(leak => $"{leak.Rule.Id} in a decoy: {decoy}"));
        }

        double recall = (double)found / corpus.Planted.Count;
        double precision = (double)found / (found + wrong);
        string summary = string.Create(
            CultureInfo.InvariantCulture, $"recall {recall:0.0000} of {corpus.Planted.Count}, precision {precision:0.0000} with {corpus.Decoys.Count} decoys\n{string.Join('\n', samples.Take(60))}");
        output.WriteLine(summary);
        recall.ShouldBeGreaterThanOrEqualTo(Bound, summary);
        precision.ShouldBeGreaterThanOrEqualTo(Bound, summary);
    }

    [Fact]
    public void The_corpus_is_large_enough()
    {
        LeakCorpus corpus = new(Seed);
        corpus.Planted.Count.ShouldBeGreaterThanOrEqualTo(1000);
        corpus.Decoys.Count.ShouldBeGreaterThanOrEqualTo(3000);
        CorpusContexts.All.Select(context => context.Name).Distinct().Count().ShouldBeGreaterThanOrEqualTo(40);
    }
}
