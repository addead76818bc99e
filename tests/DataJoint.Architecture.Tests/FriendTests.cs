namespace DataJoint.Architecture.Tests;

/// <summary>What assemblies of ours use of the configuration beyond its public API is little for the program, and all of it is listed in one place.</summary>
public sealed class FriendTests
{
    private const string Decision = "docs/decisions/0017-friends.md";

    public static TheoryData<string> Projects { get; } =
        [.. Repository.Projects.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal)).Select(project => project.Name)];

    [Fact]
    public void The_program_uses_fewer_than_10_types_that_are_not_public() => FriendUse.In("DataJoint.Cli").Count.ShouldBeLessThan(10);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_friend_is_listed(string project)
    {
        IEnumerable<string> rows = FriendUse.In(project).GroupBy(use => use.Assembly)
            .Select(uses => $"| `{project}` | `{uses.Key}` | {string.Join(", ", uses.Select(use => $"`{use.Type}`"))} |");

        Repository.Read(Decision).Split('\n').Where(line => line.StartsWith($"| `{project}` ", StringComparison.Ordinal)).ShouldBe(rows);
    }
}
