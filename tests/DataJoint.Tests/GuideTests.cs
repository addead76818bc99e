using System.Text.RegularExpressions;

namespace DataJoint.Tests;

/// <summary>The guide for C# shows code of the sample, and the sample runs.</summary>
public sealed partial class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(SampleProgram.Checkout, "docs", "guide", "csharp.md"));

    private static readonly string Sample = Code("csharp");

    [Theory]
    [InlineData("docs/guide/csharp.md", "# From C#", 14, "csharp")]
    [InlineData("docs/guide/rotation.md", "# Changing", 1, "csharp")]
    [InlineData("docs/guide/watching.md", "# Settings", 1, "csharp")]
    [InlineData("README.md", "## Connect", 1, "csharp")]
    [InlineData("docs/guide/platforms/aws-lambda.md", "# AWS Lambda", 1, "platforms/lambda")]
    [InlineData("docs/guide/platforms/azure-functions.md", "# Azure Functions", 1, "platforms/azure-functions/worker")]
    public void Every_block_of_a_page_is_code_of_the_sample(string page, string from, int least, string sample)
    {
        string text = File.ReadAllText(Path.Combine(SampleProgram.Checkout, page));
        string[] blocks = [.. Block().Matches(text[text.IndexOf(from, StringComparison.Ordinal)..]).Select(match => Flat(match.Groups[1].Value))];
        blocks.Length.ShouldBeGreaterThanOrEqualTo(least);
        string code = Code(sample);
        blocks.Where(block => !code.Contains(block, StringComparison.Ordinal)).ShouldBeEmpty();
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
    public void Every_line_of_CSharp_beside_DataJoints_page_is_code_of_the_sample()
    {
        string page = File.ReadAllText(Path.Combine(SampleProgram.Checkout, "docs", "guide", "datajoint-page.md"));
        string[] lines = [.. CodeOfCell().Matches(page).Select(match => match.Groups[1].Value).Distinct()];
        lines.Length.ShouldBe(6);
        string code = File.ReadAllText(Path.Combine(SampleProgram.Checkout, "samples", "csharp", "PageOfDataJoint.cs"));
        lines.Where(line => !code.Contains(line, StringComparison.Ordinal)).ShouldBeEmpty();
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
            output.ShouldContain("database.host = localhost (programmatic, program)");
            output.ShouldContain("their page: sqlite :memory: (open)");
            output.ShouldContain("an SQLite database has no password");
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

    /// <summary>The code of a sample.</summary>
    private static string Code(string sample) => string.Concat(
        Directory.GetFiles(Path.Combine(SampleProgram.Checkout, "samples", sample), "*.cs").Select(file => Flat(File.ReadAllText(file))));

    /// <summary>Code without its indentation and empty lines.</summary>
    private static string Flat(string code) =>
        string.Concat(code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line + "\n"));

    /// <summary>In a cell: what begins as a statement or an expression of C# does.</summary>
    [GeneratedRegex(@"`((?:DJ\.|new |Console\.)[^`]*)`")]
    private static partial Regex CodeOfCell();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| [^|]* \| `([^|]*)` \|\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
