using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DataJoint.Architecture.Tests;

/// <summary>One use of a type in another folder of the same project, as the compiler understands the code.</summary>
/// <param name="From">The folder that uses it.</param>
/// <param name="To">The folder that declares it.</param>
/// <param name="Type">The type.</param>
/// <param name="File">The file that uses it.</param>
internal sealed record FolderUse(string From, string To, string Type, string File)
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Options = new(
        LanguageVersion.Preview, preprocessorSymbols: ["NET", "NETCOREAPP", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0", "NET10_0_OR_GREATER"]);

    /// <summary>What the tests themselves run on: the framework, and all assemblies of the product.</summary>
    private static readonly MetadataReference[] Assemblies =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Every use across folders in a project, each type once for a file.</summary>
    public static IReadOnlyList<FolderUse> In(string project)
    {
        CSharpCompilation compilation = Compile(project);
        return
        [
            .. compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).SelectMany(tree => UsesIn(compilation.GetSemanticModel(tree))).Distinct(),
        ];
    }

    /// <summary>What a project uses of another one's internal types, as its friend.</summary>
    public static IReadOnlyList<string> InternalTypesOf(string other, string project)
    {
        CSharpCompilation compilation = Compile(project);
        return
        [
            .. compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0)
                .SelectMany(tree => NamesIn(compilation.GetSemanticModel(tree)))
                .Where(type => type.ContainingAssembly.Name == other && type.DeclaredAccessibility != Accessibility.Public)
                .Select(type => type.ToDisplayString()).Distinct(),
        ];
    }

    /// <summary>The folder of a file below its project: <c>.</c> for the project's own.</summary>
    public static string FolderOf(string path)
    {
        string[] parts = path.Split('/');
        return parts.Length > 3 ? string.Join('/', parts[2..^1]) : ".";
    }

    private static CSharpCompilation Compile(string project)
    {
        string assembly = project == "DataJoint.Cli" ? "djc" : project;
        IEnumerable<SyntaxTree> trees = Repository.Shipped.Where(file => file.Project == project && !file.Path.Contains("/buildTransitive/", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(file.Text, Options, file.Path));
        return CSharpCompilation.Create(
            assembly,
            trees.Prepend(CSharpSyntaxTree.ParseText(ImplicitUsings, Options)),
            Assemblies.Where(reference => Path.GetFileNameWithoutExtension(reference.Display) != assembly),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static IEnumerable<FolderUse> UsesIn(SemanticModel model)
    {
        string file = model.SyntaxTree.FilePath;
        string from = FolderOf(file);
        foreach (INamedTypeSymbol type in NamesIn(model))
        {
            foreach (SyntaxReference declared in type.DeclaringSyntaxReferences)
            {
                if (FolderOf(declared.SyntaxTree.FilePath) is string to && to != from)
                {
                    yield return new FolderUse(from, to, type.Name, file);
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> NamesIn(SemanticModel model)
    {
        foreach (SimpleNameSyntax name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            SymbolInfo found = model.GetSymbolInfo(name);
            if (TypeOf(found.Symbol ?? found.CandidateSymbols.FirstOrDefault()) is { } type)
            {
                yield return type;
            }
        }
    }

    /// <summary>The outermost type that declares what a name stands for.</summary>
    private static INamedTypeSymbol? TypeOf(ISymbol? symbol)
    {
        INamedTypeSymbol? type = symbol switch
        {
            INamedTypeSymbol named => named,
            IMethodSymbol method => (method.ReducedFrom ?? method).ContainingType,
            IFieldSymbol or IPropertySymbol or IEventSymbol => symbol.ContainingType,
            _ => null,
        };
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.OriginalDefinition;
    }
}
