using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DataJoint.Architecture.Tests;

/// <summary>One C# file as it is written, parsed but not compiled.</summary>
internal sealed class SourceFile
{
    private readonly Lazy<CompilationUnitSyntax> _syntax;

    public SourceFile(string path)
    {
        Path = path;
        Text = Repository.Read(path);
        _syntax = new(() => CSharpSyntaxTree.ParseText(Text, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot());
    }

    public string Path { get; }

    public string Text { get; }

    public int Lines => Text.AsSpan().Count('\n');

    /// <summary>The project's folder name, which is its name: <c>DataJoint.Stores</c>.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>Folders between the project and the file.</summary>
    public int Depth => Path.Split('/').Length - 3;

    public CompilationUnitSyntax Syntax => _syntax.Value;

    public IEnumerable<BaseNamespaceDeclarationSyntax> Namespaces => Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>();

    /// <summary>Types, delegates included, that are not inside another type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes => Syntax.DescendantNodes()
        .OfType<MemberDeclarationSyntax>()
        .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && member.Parent is not BaseTypeDeclarationSyntax);

    /// <summary>Whether its type can be seen from outside the project.</summary>
    public bool IsPublic => TopLevelTypes.Any(type => type.Modifiers.Any(SyntaxKind.PublicKeyword));

    public IEnumerable<string> TypeNames => Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text);

    /// <summary>Whatever has a body and a parameter list. What the operating system's own functions take is not ours to shorten.</summary>
    public IEnumerable<(string Name, int Lines, int Parameters)> Methods =>
        Syntax.DescendantNodes().Select(Measured).OfType<(string, int, int)>();

    /// <summary>Where lines are longer than so many characters, texts in quotes not counted.</summary>
    public IEnumerable<string> LongLines(int longest)
    {
        SyntaxTree tree = Syntax.SyntaxTree;
        ILookup<int, SyntaxToken> texts = Syntax.DescendantTokens()
            .Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken)
            .ToLookup(token => tree.GetLineSpan(token.Span).StartLinePosition.Line);
        return Text.Split('\n')
            .Select((line, index) => (Line: index, Length: line.Length - texts[index].Sum(token => token.Span.Length)))
            .Where(line => line.Length > longest)
            .Select(line => $"{Path}:{line.Line + 1}: {line.Length}");
    }

    public override string ToString() => Path;

    /// <summary>A token that cancels, and the object that an extension method is called on, are not arguments to remember.</summary>
    private static int CountOf(ParameterListSyntax list) =>
        list.Parameters.Count(parameter => parameter.Type?.ToString() != "CancellationToken" && !parameter.Modifiers.Any(SyntaxKind.ThisKeyword));

    private static (string Name, int Lines, int Parameters)? Measured(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        MethodDeclarationSyntax method => (method.Identifier.Text, LinesOf(node), CountOf(method.ParameterList)),
        ConstructorDeclarationSyntax made => (made.Identifier.Text, LinesOf(node), CountOf(made.ParameterList)),
        OperatorDeclarationSyntax symbol => (symbol.OperatorToken.Text, LinesOf(node), symbol.ParameterList.Parameters.Count),
        LocalFunctionStatementSyntax local => (local.Identifier.Text, LinesOf(node), CountOf(local.ParameterList)),
        ClassDeclarationSyntax { ParameterList: { } list } type => (type.Identifier.Text, 1, list.Parameters.Count),
        _ => null,
    };

    private static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
