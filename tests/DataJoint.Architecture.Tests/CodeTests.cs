using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DataJoint.Architecture.Tests;

public sealed class CodeTests
{
    private const int LongestMethod = 60;
    private const int UsualMethod = 25;
    private const int MaxParameters = 5;
    private const int LongestLine = 180;

    /// <summary>A secret manager is the field's word for a product that keeps secrets.</summary>
    private const string Product = "SecretManager";

    private static readonly string[] Drawers = ["Manager", "Helper", "Helpers", "Utils", "Util", "Utility", "Utilities", "Base", "Impl"];

    [Fact]
    public void A_type_is_named_for_its_concept() =>
        Repository.Maintained
            .SelectMany(file => file.TypeNames
                .Where(name => !name.EndsWith(Product, StringComparison.Ordinal) && Drawers.Any(drawer => name.EndsWith(drawer, StringComparison.Ordinal)))
                .Select(name => $"{file}: {name}"))
            .ShouldBeEmpty();

    [Fact]
    public void No_method_is_longer_than_60_lines() =>
        Repository.Shipped
            .SelectMany(file => file.Methods.Where(method => method.Lines > LongestMethod).Select(method => $"{file}: {method.Name} has {method.Lines}"))
            .ShouldBeEmpty();

    [Fact]
    public void Most_methods_are_shorter_than_25_lines()
    {
        int[] lengths = [.. Repository.Shipped.SelectMany(file => file.Methods).Select(method => method.Lines)];
        int few = lengths.Count(length => length >= UsualMethod);
        few.ShouldBeLessThanOrEqualTo(lengths.Length / 5, $"{few} of {lengths.Length} methods have {UsualMethod} lines or more");
    }

    [Fact]
    public void No_method_takes_more_than_five_parameters() =>
        Repository.Shipped
            .SelectMany(file => file.Methods.Where(method => method.Parameters > MaxParameters).Select(method => $"{file}: {method.Name} takes {method.Parameters}"))
            .ShouldBeEmpty();

    /// <summary>What nobody outside sees has members that are public to its users or private: <c>internal</c> says nothing there.</summary>
    [Fact]
    public void Members_of_internal_types_are_public_or_private() =>
        Repository.Maintained
            .SelectMany(file => file.Syntax.DescendantNodes().OfType<MemberDeclarationSyntax>()
                .Where(member => IsInternal(member) && member.Ancestors().OfType<BaseTypeDeclarationSyntax>().Any(type => !type.Modifiers.Any(SyntaxKind.PublicKeyword)))
                .Select(member => $"{file}: {member.ToString().Split('\n')[0]}"))
            .ShouldBeEmpty();

    /// <summary>A text of one piece may be longer: cutting it would hide it from whoever looks for it.</summary>
    [Fact]
    public void No_line_is_longer_than_180_characters_of_code() =>
        Repository.Maintained.SelectMany(file => file.LongLines(LongestLine)).ShouldBeEmpty();

    /// <summary>The analyzer bans direct calls to the environment, the clock and the terminal; here is who may lift the ban.</summary>
    [Fact]
    public void Only_the_edges_touch_the_world_directly() =>
        Repository.Shipped
            .Where(file => file.Text.Contains("RS0030", StringComparison.Ordinal))
            .Where(file => !IsEdge(file.Path))
            .ShouldBeEmpty();

    private static bool IsInternal(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.InternalKeyword) && !member.Modifiers.Any(SyntaxKind.ProtectedKeyword);

    private static bool IsEdge(string path) =>
        path.StartsWith("src/DataJoint.Configuration/Host/", StringComparison.Ordinal)
        || path.StartsWith("src/DataJoint.Cli/Terminals/", StringComparison.Ordinal);
}
