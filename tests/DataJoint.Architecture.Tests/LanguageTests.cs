using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DataJoint.Architecture.Tests;

/// <summary>Messages, names and pages use the field's standard terms: these phrases and names were replaced once and stay out.</summary>
public sealed class LanguageTests
{
    private static readonly (string Phrase, string Instead)[] Phrases =
    [
        (@"there is no (command|option|setting|store) ['""{`]", "unknown command X"),
        (@"(?<![Tt]here )\b(is|was) no (directory|folder|file|path|object|setting|number|token|key|host|program|client|database|terminal|boolean|secret)\b", "is not a X"),
        (@"but \S+ (was|were) given", "expects n arguments, got m"),
        (@"\b(text|colon|comma|value|port|command|stands) behind\b", "after"),
        (@"""left out\b|\b[Ll]eave out what\b", "skipped, omit"),
        (@"\bthe default holds\b", "the default applies"),
        (@"\b(afresh|anew)\b", "again"),
        (@"\bof no use\b", "is invalid"),
        (@"\bstands? in (the|its|their) way\b", "conflicts with"),
        (@"\b[Nn]obody can be asked\b", "cannot prompt: no terminal"),
        (@"\bwhoever answers\b", "the server's identity is not verified"),
        (@"\b[Nn]o host is called\b", "unknown host X"),
        (@"\brefuses (the )?user and password\b", "access denied"),
        (@"\basks to slow down\b", "limits the rate of requests"),
        (@"\bwhat arrived .*what was sent\b", "checksum mismatch"),
        (@"\b[Tt]exts? stands? in double quotes\b", "strings must be double-quoted"),
        (@"\bdefect of djc\b", "a bug in djc"),
        (@"\b([Mm]end(s|ed|ing)?|put right)\b", "fix, fixed"),
        (@"\bpeople's words\b", "message"),
        (@"\b[Pp]atience\b", "timeout"),
    ];

    private static readonly string[] Names =
    [
        "Surroundings", "Findings", "SettingsFeed", "PatientOpening", "FirstOpening", "Stalls", "PoolMemory", "NeedsLook", "UntakenName", "SpellingTwin", "NameTwin",
        "GrownFolders", "LeftFile", "LeftoverSweep", "WriteMark", "OwnObject", "LostAnswer", "SummedContent", "UploadMemory", "SyncHindrance", "SyncEnd", "Omissions",
        "StatementEnds",
        "WriteConsent", "AdoNetText", "TlsGate", "Complain", "WrongUse", "SlowDoor", "Impostor", "_world", "surroundings", "_surroundings", "findings", "_findings", "patience",
    ];

    [Fact]
    public void Replaced_phrases_stay_out_of_code_and_pages() =>
        Repository.Maintained.Where(file => !file.Path.EndsWith(nameof(LanguageTests) + ".cs", StringComparison.Ordinal)).Select(file => (file.Path, file.Text))
            .Concat(Repository.Pages.Select(path => (Path: path, Text: Repository.Read(path))))
            .SelectMany(file => Phrases.SelectMany(phrase => Regex.Matches(file.Text, phrase.Phrase).Select(found => $"{file.Path}: \"{found.Value}\"; say: {phrase.Instead}")))
            .ShouldBeEmpty();

    [Fact]
    public void Replaced_names_stay_out_of_code() =>
        Repository.Maintained
            .SelectMany(file => file.Syntax.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && Names.Contains(token.Text))
                .Select(token => $"{file}: {token.Text}").Distinct())
            .ShouldBeEmpty();

    /// <summary>What makes an exception is named for that: <c>throw CreateException(…)</c> says what happens.</summary>
    [Fact]
    public void A_method_that_makes_an_exception_is_not_called_Refuse() =>
        Repository.Shipped
            .SelectMany(file => file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Where(method => method.Identifier.Text == "Refuse" && method.ReturnType.ToString().EndsWith("Exception", StringComparison.Ordinal))
                .Select(_ => file.Path))
            .ShouldBeEmpty();

    /// <summary>A value made of another one is <c>From</c>, <c>Create</c> or <c>Parse</c> it.</summary>
    [Fact]
    public void No_factory_is_called_Of() =>
        Repository.Shipped
            .SelectMany(file => file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Where(method => method.Identifier.Text == "Of" && method.Modifiers.Any(SyntaxKind.StaticKeyword))
                .Select(_ => file.Path))
            .ShouldBeEmpty();
}
