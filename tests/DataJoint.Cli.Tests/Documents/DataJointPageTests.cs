using System.Text.RegularExpressions;
using DataJoint.Cli.CommandLine;

namespace DataJoint.Cli.Tests;

/// <summary>docs/guide/datajoint-page.md: what its table names exists. Its blocks are run as those of other pages are.</summary>
public sealed partial class DataJointPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "guide", "datajoint-page.md"));

    public static TheoryData<string> Commands =>
        [.. Row().Matches(Page).SelectMany(row => Command().Matches(row.Groups[1].Value)).Select(command => command.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void Every_part_of_their_page_has_a_line() => Row().Count(Page).ShouldBeGreaterThan(35);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_of_the_table_is_one(string command)
    {
        string[] words = [.. Word().Matches(command.Replace("KEY", "database.user", StringComparison.Ordinal)).Select(word => word.Value.Trim('\'')).Where(word => word != "…")];
        string[] whole = words is ["--env", _] ? [.. words, "check"] : words is ["run", ..] ? [.. words, "--", "true"] : words;
        CommandLineParser.Parse(CommandTree.Create(), whole).Command.Run.ShouldNotBeNull();
    }

    [GeneratedRegex(@"^\|[^|]*\|(?! here|---)(.*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`djc ([^`]*)`")]
    private static partial Regex Command();

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Word();
}
