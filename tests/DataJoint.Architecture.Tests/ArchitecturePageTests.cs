using System.Text.RegularExpressions;

namespace DataJoint.Architecture.Tests;

/// <summary><c>docs/architecture.md</c> is true to the code.</summary>
public sealed partial class ArchitecturePageTests
{
    private const string Page = "docs/architecture.md";

    [Fact]
    public void Every_project_has_its_row_with_its_folders_in_their_order() =>
        Rows().Select(row => $"{row.Project}: {string.Join(", ", row.Folders)}")
            .ShouldBe(Rooms.Order.Select(each => $"{each.Key}: {string.Join(", ", each.Value)}"), ignoreOrder: true);

    [Fact]
    public void Every_path_that_it_names_exists()
    {
        string[] paths = [.. PathPattern().Matches(Repository.Read(Page)).Select(match => match.Groups[1].Value)];

        paths.ShouldNotBeEmpty();
        paths.Where(path => !Path.Exists(Path.Combine(Repository.Root, path))).ShouldBeEmpty();
    }

    private static IEnumerable<(string Project, string[] Folders)> Rows() =>
        File.ReadLines(Path.Combine(Repository.Root, Page)).Where(line => line.StartsWith("| `DataJoint", StringComparison.Ordinal)).Select(line => line.Split('|'))
            .Select(cells => (cells[1].Trim(' ', '`'), cells[3].Split(',').Select(folder => folder.Trim(' ', '`')).ToArray()));

    [GeneratedRegex("`((?:src|tests)/[^`]+)`")]
    private static partial Regex PathPattern();
}
