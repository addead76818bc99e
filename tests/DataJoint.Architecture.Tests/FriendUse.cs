using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DataJoint.Architecture.Tests;

/// <summary>A type of the configuration's assemblies that another project uses although it, or the member in use, is not public.</summary>
/// <param name="Assembly">The assembly that declares it.</param>
/// <param name="Type">The outermost type.</param>
internal sealed record FriendUse(string Assembly, string Type)
{
    /// <summary>What a project uses so, in the order of the names.</summary>
    public static IReadOnlyList<FriendUse> In(string project)
    {
        CSharpCompilation compilation = FolderUse.Compile(project);
        return
        [
            .. compilation.SyntaxTrees.SelectMany(tree => UsesIn(compilation.GetSemanticModel(tree))).Distinct()
                .OrderBy(use => use.Assembly, StringComparer.Ordinal).ThenBy(use => use.Type, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<FriendUse> UsesIn(SemanticModel model)
    {
        // A constructor has no name of its own.
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax))
        {
            SymbolInfo found = model.GetSymbolInfo(node);
            if ((found.Symbol ?? found.CandidateSymbols.FirstOrDefault()) is ISymbol { Kind: not SymbolKind.Parameter, ContainingAssembly: { } assembly } symbol
                && assembly.Name.StartsWith("DataJoint.Configuration", StringComparison.Ordinal)
                && !SymbolEqualityComparer.Default.Equals(assembly, model.Compilation.Assembly)
                && !IsPublic(symbol))
            {
                yield return new FriendUse(assembly.Name, OutermostOf(symbol));
            }
        }
    }

    private static bool IsPublic(ISymbol symbol)
    {
        for (ISymbol? part = symbol; part is not null and not INamespaceSymbol; part = part.ContainingSymbol)
        {
            if (part.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal or Accessibility.Private)
            {
                return false;
            }
        }

        return true;
    }

    private static string OutermostOf(ISymbol symbol)
    {
        ISymbol outermost = symbol;
        while (outermost.ContainingSymbol is ITypeSymbol or IMethodSymbol or IPropertySymbol)
        {
            outermost = outermost.ContainingSymbol;
        }

        return outermost.Name;
    }
}
