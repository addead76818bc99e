namespace DataJoint.Leaks.Tests;

/// <summary>The labelled set of a rule, in <c>Sets/</c>: blocks that begin with <c>=== + path</c> for leaks and <c>=== - path</c> for what is none.</summary>
internal static class RuleSet
{
    private const string Mark = "=== ";

    public static string Directory { get; } = Path.Combine(RepositoryRoot.Path, "tests", "DataJoint.Leaks.Tests", "Sets");

    public static IEnumerable<(bool IsLeak, LabelledText Text)> Read(string rule) =>
        Parse(File.ReadAllText(Path.Combine(Directory, rule + ".txt")).ReplaceLineEndings("\n"));

    private static IEnumerable<(bool IsLeak, LabelledText Text)> Parse(string content)
    {
        foreach (string block in ("\n" + content).Split("\n" + Mark, StringSplitOptions.RemoveEmptyEntries))
        {
            int end = block.IndexOf('\n', StringComparison.Ordinal);
            yield return (block[0] == '+', LabelledText.Parse(block[2..end], block[(end + 1)..]));
        }
    }
}
