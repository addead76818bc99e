using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace DataJoint.Architecture.Tests;

/// <summary>
/// A new setting is one definition and one line in the list. The core is compiled with both added, since its settings are a table that nothing changes
/// at run time, and is then asked about the setting.
/// </summary>
public sealed class AddedSettingTests : IDisposable
{
    private const string Catalogue = "src/DataJoint.Configuration/Settings/SettingCatalogue.cs";
    private const string LastLine = "        DefaultFilepathStore);";
    private const string AddedLine = "        DefaultFilepathStore,\n        LaboratoryRoom.Definition);";

    private const string Definition = """
        namespace DataJoint.Configuration.Settings;

        internal static class LaboratoryRoom
        {
            public static readonly SettingDefinition Definition = new(
                "laboratory.room", ValueRule.Integer(1, 999), 7, "Number of the room.") { EnvironmentVariables = ["DJ_LABORATORY_ROOM"] };
        }
        """;

    private const string Program = """
        namespace DataJoint.Configuration;

        public static class Program
        {
            public static string Explain(string directory, string variable)
            {
                Dictionary<string, string> variables = variable.Length == 0 ? new() : new() { ["DJ_LABORATORY_ROOM"] = variable };
                try
                {
                    ConfigurationOptions options = new() { StartDirectory = directory, HostEnvironment = new HostEnvironment(variables) };
                    return DataJointConfig.Load(options).Snapshot.Find("laboratory.room").ToString();
                }
                catch (ConfigurationException wrong)
                {
                    return wrong.Diagnostic.ToString();
                }
            }

            public static string Misspell() => SettingCatalogue.Suggest("laboratory.romo");
        }
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("dj-setting-").FullName;
    private readonly AssemblyLoadContext _context = new("with the setting", isCollectible: true);

    public void Dispose()
    {
        _context.Unload();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void It_is_read_checked_explained_and_suggested()
    {
        Type program = Build().GetType("DataJoint.Configuration.Program")!;
        Directory.CreateDirectory(Path.Combine(_directory, ".git"));

        Explain("").ShouldBe("laboratory.room = 7 (default)");
        File.WriteAllText(Path.Combine(_directory, "datajoint.json"), """{ "laboratory": { "room": 12 } }""");
        Explain("").ShouldBe("laboratory.room = 12 (project, datajoint.json:1:27)");
        Explain("13").ShouldBe("laboratory.room = 13 (environment, DJ_LABORATORY_ROOM)");
        Explain("1000").ShouldStartWith("DJ_LABORATORY_ROOM: error DJ1003: laboratory.room: expected a whole number");
        program.GetMethod("Misspell")!.Invoke(null, null).ShouldBe("laboratory.room");

        string Explain(string variable) => (string)program.GetMethod("Explain")!.Invoke(null, [_directory, variable])!;
    }

    private Assembly Build()
    {
        CSharpCompilation core = FolderUse.Compile("DataJoint.Configuration");
        SyntaxTree catalogue = core.SyntaxTrees.Single(tree => tree.FilePath == Catalogue);
        string text = catalogue.GetText().ToString();
        text.ShouldContain(LastLine);
        var options = (CSharpParseOptions)catalogue.Options;
        CSharpCompilation extended = core
            .RemoveReferences(core.References.Where(each => Path.GetFileName(each.Display!).StartsWith("DataJoint.", StringComparison.Ordinal)))
            .ReplaceSyntaxTree(catalogue, CSharpSyntaxTree.ParseText(text.Replace(LastLine, AddedLine, StringComparison.Ordinal), options))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(Definition, options), CSharpSyntaxTree.ParseText(Program, options));
        using MemoryStream image = new();
        EmitResult built = extended.Emit(image);
        built.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        image.Position = 0;
        return _context.LoadFromStream(image);
    }
}
