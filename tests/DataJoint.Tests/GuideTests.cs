using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DataJoint.Tests;

/// <summary>The guide for C# shows code of the sample, and the sample runs.</summary>
public sealed partial class GuideTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Guide = File.ReadAllText(Path.Combine(Root, "docs", "guide", "csharp.md"));

    private static readonly string Sample = string.Concat(
        Directory.GetFiles(Path.Combine(Root, "samples", "csharp"), "*.cs").Select(file => Flat(File.ReadAllText(file))));

    [Fact]
    public void Every_block_of_the_guide_is_code_of_the_sample()
    {
        string[] blocks = [.. Block().Matches(Guide).Select(match => Flat(match.Groups[1].Value))];
        blocks.Length.ShouldBeGreaterThan(8);
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
            File.Copy(Path.Combine(Root, "samples", "csharp", "datajoint.json"), Path.Combine(folder.FullName, "datajoint.json"));
            (int exitCode, string output) = await Run(folder.FullName);
            exitCode.ShouldBe(0, output);
            output.ShouldContain("sqlite :memory: (open)");
            output.ShouldContain("Did you mean database.host?");
            output.ShouldContain("2026/session-1.bin: 3 bytes");
            output.ShouldNotContain("example-password");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> Run(string folder)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string program = Path.Combine(Root, "artifacts", "bin", "Sample", configuration, "Sample.dll");
        ProcessStartInfo start = new("dotnet", [program]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("DJ_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Code without its indentation and empty lines.</summary>
    private static string Flat(string code) =>
        string.Concat(code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line + "\n"));

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "DataJoint.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests run below the checkout.");
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| [^|]* \| `([^|]*)` \|\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
