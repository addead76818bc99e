using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DataJoint.Architecture.Tests;

/// <summary>
/// What a project's files are called is known to the sources alone: <c>DJ_CONFIG_FILE</c> may name another, so whoever edits, checks or compares asks the
/// <c>ProjectLocation</c> of the project at hand.
/// </summary>
public sealed class ProjectFileNameTests
{
    private const string Core = "src/DataJoint.Configuration/";

    /// <summary>It belongs to no environment, and is called so whatever the project's file is.</summary>
    private const string Schema = "datajoint.schema.json";

    /// <summary>Python searches by a name of its own, whatever this product looks for.</summary>
    private const string PythonsSearch = "src/DataJoint.Configuration.Editing/Python/PythonProject.cs";

    [Fact]
    public void Nobody_outside_the_core_names_a_projects_file() =>
        Repository.Shipped.Where(file => !file.Path.StartsWith(Core, StringComparison.Ordinal) && file.Path != PythonsSearch)
            .SelectMany(file => file.Syntax.DescendantTokens().Where(token => IsName(token.ValueText) || token.ValueText == "ProjectFileNames")
                .Select(token => $"{file.Path}: {token.Text}; ask the ProjectLocation"))
            .ShouldBeEmpty();

    [Fact]
    public void In_the_core_one_file_spells_them() =>
        Repository.Shipped.Where(file => file.Path.StartsWith(Core, StringComparison.Ordinal))
            .Where(file => file.Syntax.DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && IsName(token.ValueText)))
            .Select(file => file.Path).ShouldBe([Core + "Files/ProjectFileNames.cs"]);

    private static bool IsName(string text) => text != Schema && (text == "datajoint.json" || text.StartsWith("datajoint.", StringComparison.Ordinal) && text.EndsWith(".json", StringComparison.Ordinal));
}
