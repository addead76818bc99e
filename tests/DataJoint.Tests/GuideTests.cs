using System.Text.RegularExpressions;

namespace DataJoint.Tests;

/// <summary>The guide for C# shows code of the sample, and the sample runs.</summary>
public sealed partial class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(SampleProgram.Checkout, "docs", "guide", "csharp.md"));

    private static readonly string Sample = string.Concat(
        Directory.GetFiles(Path.Combine(SampleProgram.Checkout, "samples", "csharp"), "*.cs").Select(file => Flat(File.ReadAllText(file))));

    [Theory]
    [InlineData("docs/guide/csharp.md", "# From C#", 14)]
    [InlineData("docs/guide/rotation.md", "# Changing", 1)]
    [InlineData("docs/guide/watching.md", "# Settings", 1)]
    [InlineData("README.md", "## Connect", 1)]
    public void Every_block_of_a_page_is_code_of_the_sample(string page, string from, int least)
    {
        string text = File.ReadAllText(Path.Combine(SampleProgram.Checkout, page));
        string[] blocks = [.. Block().Matches(text[text.IndexOf(from, StringComparison.Ordinal)..]).Select(match => Flat(match.Groups[1].Value))];
        blocks.Length.ShouldBeGreaterThanOrEqualTo(least);
        blocks.Where(block => !Sample.Contains(block, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_line_of_the_table_is_code_of_the_sample()
    {
        string table = Guide[Guide.IndexOf("| Python |", StringComparison.Ordinal)..Guide.IndexOf("## Settings", StringComparison.Ordinal)];
        string[] lines = [.. TableRow().Matches(table).Select(match => match.Groups[1].Value.Replace("…)", "", StringComparison.Ordinal))];
        lines.Length.ShouldBe(13);
        lines.Where(line => !Sample.Contains(line, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sample_runs_and_shows_no_secret()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("datajoint-sample-");
        try
        {
            File.Copy(Path.Combine(SampleProgram.Checkout, "samples", "csharp", "datajoint.json"), Path.Combine(folder.FullName, "datajoint.json"));
            (int exitCode, string output) = await SampleProgram.RunAsync("Sample", folder.FullName);
            exitCode.ShouldBe(0, output);
            output.ShouldContain("sqlite :memory: (open)");
            output.ShouldContain("Did you mean database.host?");
            output.ShouldContain("2026/session-1.bin: 3 bytes");
            output.ShouldContain("Open by sqlite :memory:");
            output.ShouldContain("DJ3027: ");
            output.ShouldNotContain("example-password");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Code without its indentation and empty lines.</summary>
    private static string Flat(string code) =>
        string.Concat(code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line + "\n"));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| [^|]* \| `([^|]*)` \|\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
