using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DataJoint.Architecture.Tests;

/// <summary>Ids stand in one file, each rule beside the code that reports it, and all exceptions of ours have one shape.</summary>
public sealed partial class DiagnosticTests
{
    private const string Ids = "src/DataJoint.Configuration/Diagnostics/DiagnosticIds.cs";

    private static readonly (SourceFile File, string Rules, string Rule, string Id)[] Rules = [.. Repository.Shipped.SelectMany(FindRules)];

    [Fact]
    public void One_file_holds_the_ids() =>
        Repository.Shipped.Where(file => file.Path != Ids).SelectMany(file => Literals(file).Select(literal => $"{file}: {literal}")).ShouldBeEmpty();

    [Fact]
    public void Every_id_has_one_rule_and_one_page()
    {
        string[] ids = [.. Repository.Shipped.Single(file => file.Path == Ids).Syntax.DescendantNodes().OfType<VariableDeclaratorSyntax>().Select(id => id.Identifier.Text)];
        string[] pages = [.. Repository.Shipped.Single(file => file.Path == Ids).Syntax.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(id => id.Token.ValueText)];

        Rules.Select(rule => rule.Id).ShouldBe(ids, ignoreOrder: true);
        Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics")).Select(Path.GetFileNameWithoutExtension).ShouldBe(pages, ignoreOrder: true);
    }

    [Fact]
    public void Every_rule_is_reported_where_it_stands() =>
        Rules.Where(rule => !IsReported(rule.File, rule.Rules, rule.Rule)).Select(rule => $"{rule.File}: {rule.Rule}").ShouldBeEmpty();

    [Fact]
    public void Every_exception_that_programs_meet_carries_a_diagnostic_and_whether_another_try_may_help() =>
        Repository.Shipped.SelectMany(file => file.TopLevelTypes.OfType<ClassDeclarationSyntax>()
            .Where(type => type.Identifier.Text.EndsWith("Exception", StringComparison.Ordinal) && type.Modifiers.Any(modifier => modifier.Text == "public"))
            .Where(type => type.BaseList?.Types.Any(each => each.ToString() == "IDataJointException") != true)
            .Select(type => $"{file}: {type.Identifier.Text}"))
            .ShouldBeEmpty();

    private static IEnumerable<string> Literals(SourceFile file) => file.Text.Contains("\"DJ", StringComparison.Ordinal)
        ? file.Syntax.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.ValueText).Where(text => Id().IsMatch(text))
        : [];

    private static IEnumerable<(SourceFile File, string Rules, string Rule, string Id)> FindRules(SourceFile file) =>
        !file.Text.Contains("DiagnosticIds.", StringComparison.Ordinal) ? [] : file.Syntax.DescendantNodes().OfType<FieldDeclarationSyntax>()
            .Where(field => field.Declaration.Type.ToString() == "DiagnosticRule")
            .Select(field => field.Declaration.Variables.Single())
            .Select(rule => (file, Path.GetFileNameWithoutExtension(file.Path), rule.Identifier.Text,
                ((BaseObjectCreationExpressionSyntax)rule.Initializer!.Value).ArgumentList!.Arguments[0].ToString()["DiagnosticIds.".Length..]));

    /// <summary>By its project, or a backend's package that stands on it; public rules are for others, too. A class of rules may map codes to them.</summary>
    private static bool IsReported(SourceFile home, string rules, string rule) => Repository.Shipped
        .Where(file => home.IsPublic || file.Project == home.Project || file.Project.StartsWith(home.Project + ".", StringComparison.Ordinal))
        .Any(file => file.Path == home.Path
            ? file.Text.Contains($"=> {rule},", StringComparison.Ordinal)
            : Regex.IsMatch(file.Text, $@"\b{rules}\.{rule}\b"));

    [GeneratedRegex("^DJ[0-9]{4}$")]
    private static partial Regex Id();
}
