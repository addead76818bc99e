namespace DataJoint.Architecture.Tests;

public sealed class ProjectDirectionTests
{
    /// <summary>Who may know whom, never reversed: Configuration, then Connections, Stores and Git, then DataJoint and the checks, then the program.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["DataJoint.Configuration"] = [],
        ["DataJoint.Configuration.Editing"] = ["DataJoint.Configuration"],
        ["DataJoint.Connections"] = ["DataJoint.Configuration"],
        ["DataJoint.Identities.Azure"] = ["DataJoint.Configuration"],
        ["DataJoint.Identities.Google"] = ["DataJoint.Configuration"],
        ["DataJoint.Connections.MySql"] = ["DataJoint.Configuration", "DataJoint.Connections"],
        ["DataJoint.Connections.PostgreSql"] = ["DataJoint.Configuration", "DataJoint.Connections"],
        ["DataJoint.Connections.Sqlite"] = ["DataJoint.Configuration", "DataJoint.Connections"],
        ["DataJoint.Stores"] = ["DataJoint.Configuration"],
        ["DataJoint.Stores.S3"] = ["DataJoint.Configuration", "DataJoint.Stores"],
        ["DataJoint.Stores.Azure"] = ["DataJoint.Configuration", "DataJoint.Identities.Azure", "DataJoint.Stores"],
        ["DataJoint.Stores.Gcs"] = ["DataJoint.Configuration", "DataJoint.Identities.Google", "DataJoint.Stores"],
        ["DataJoint.Secrets"] = ["DataJoint.Configuration"],
        ["DataJoint.Secrets.Vault"] = ["DataJoint.Configuration", "DataJoint.Secrets"],
        ["DataJoint.Secrets.Aws"] = ["DataJoint.Configuration", "DataJoint.Secrets"],
        ["DataJoint.Secrets.Azure"] = ["DataJoint.Configuration", "DataJoint.Identities.Azure", "DataJoint.Secrets"],
        ["DataJoint.Secrets.Google"] = ["DataJoint.Configuration", "DataJoint.Identities.Google", "DataJoint.Secrets"],
        ["DataJoint.Git"] = ["DataJoint.Configuration"],
        ["DataJoint.Leaks"] = ["DataJoint.Configuration", "DataJoint.Git"],
        ["DataJoint"] = ["DataJoint.Configuration", "DataJoint.Connections", "DataJoint.Connections.MySql", "DataJoint.Stores"],
        ["DataJoint.Checks"] = ["DataJoint.Configuration", "DataJoint.Configuration.Editing", "DataJoint.Connections", "DataJoint.Git", "DataJoint.Stores"],
        ["DataJoint.Operations"] =
            ["DataJoint.Configuration", "DataJoint.Configuration.Editing", "DataJoint.Connections", "DataJoint.Git", "DataJoint.Leaks", "DataJoint.Secrets", "DataJoint.Stores"],
        ["DataJoint.Cli"] =
        [
            "DataJoint", "DataJoint.Checks", "DataJoint.Configuration", "DataJoint.Configuration.Editing", "DataJoint.Connections",
            "DataJoint.Connections.MySql", "DataJoint.Connections.PostgreSql", "DataJoint.Connections.Sqlite", "DataJoint.Git",
            "DataJoint.Leaks", "DataJoint.Operations", "DataJoint.Secrets", "DataJoint.Secrets.Aws",
            "DataJoint.Secrets.Azure", "DataJoint.Secrets.Google", "DataJoint.Secrets.Vault", "DataJoint.Stores", "DataJoint.Stores.Azure",
            "DataJoint.Stores.Gcs", "DataJoint.Stores.S3",
        ],
    };

    private static IEnumerable<ProjectFile> Shipped => Repository.Projects.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal));

    [Fact]
    public void Every_project_has_a_place_in_the_order() =>
        Shipped.Select(project => project.Name).ShouldBe(Allowed.Keys, ignoreOrder: true);

    [Fact]
    public void References_only_point_down()
    {
        foreach (ProjectFile project in Shipped)
        {
            project.ProjectReferences.Except(Allowed[project.Name]).ShouldBeEmpty($"{project} may not refer to these");
        }
    }

    [Fact]
    public void A_project_is_named_like_its_folder()
    {
        foreach (ProjectFile project in Repository.Projects)
        {
            project.Name.ShouldBe(project.Path.Split('/')[1], project.Path);
        }
    }

    [Fact]
    public void Every_shipped_project_and_every_test_is_in_the_solution()
    {
        string solution = Repository.Read("DataJoint.slnx");
        Repository.Projects.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal) || project.Path.StartsWith("tests/", StringComparison.Ordinal))
            .Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_shipped_project_has_tests()
    {
        ProjectFile[] tests = [.. Repository.Projects.Where(project => project.Path.StartsWith("tests/", StringComparison.Ordinal))];
        Shipped.Where(project => !tests.Any(test => test.Name == project.Name + ".Tests" || IsOfFamily(test, project))).ShouldBeEmpty();

        // The backends go through one suite: DataJoint.Connections.Tests refers to DataJoint.Connections.MySql.
        static bool IsOfFamily(ProjectFile test, ProjectFile project) =>
            test.ProjectReferences.Contains(project.Name) && project.Name.StartsWith(test.Name[..^"Tests".Length], StringComparison.Ordinal);
    }
}
