namespace DataJoint.Architecture.Tests;

/// <summary>What assemblies of ours use of each other beyond the public API is little, and all of it is listed in one place.</summary>
public sealed class FriendTests
{
    private const string Decision = "docs/decisions/0017-friends.md";

    [Fact]
    public void The_program_uses_fewer_than_10_types_of_the_configuration_that_are_not_public() =>
        FriendUse.In("DataJoint.Cli").Where(use => use.Assembly.StartsWith("DataJoint.Configuration", StringComparison.Ordinal))
            .Count().ShouldBeLessThan(10);

    [Fact]
    public void Every_friend_is_listed()
    {
        string[] rows =
        [
            .. Repository.Projects.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal)).SelectMany(
                project => FriendUse.In(project.Name).GroupBy(use => use.Assembly),
                (project, uses) => $"| `{project.Name}` | `{uses.Key}` | {string.Join(", ", uses.Select(use => $"`{use.Type}`"))} |"),
        ];

        Repository.Read(Decision).Split('\n').Where(line => line.StartsWith("| `DataJoint", StringComparison.Ordinal)).ShouldBe(rows, ignoreOrder: true);
    }
}
