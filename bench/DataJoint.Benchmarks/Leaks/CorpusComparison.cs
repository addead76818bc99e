using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using DataJoint.Leaks.Tests;

namespace DataJoint.Benchmarks;

/// <summary>How many credentials of the labelled corpus djc and other scanners find, and how much of what they tell is one.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class CorpusComparison
{
    private const int Seed = 20260101;
    private readonly string _directory;
    private readonly HashSet<(string Path, long Line)> _planted = [];

    private CorpusComparison(string directory)
    {
        _directory = directory;
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        LeakCorpus corpus = new(Seed);
        int number = 0;
        foreach ((_, LabelledText text) in corpus.Planted)
        {
            string path = Write(text, number++);
            _planted.Add((path, text.Locate(text.Secrets[0].Start).Line));
        }

        foreach (LabelledText decoy in corpus.Decoys)
        {
            Write(decoy, number++);
        }
    }

    /// <summary>Measures.</summary>
    public static IReadOnlyList<Verdict> Run(string djc, string directory)
    {
        CorpusComparison comparison = new(directory);
        (double recall, double precision) = comparison.Judge(comparison.RunDjc(djc));
        comparison.Tell("gitleaks", ["dir", ".", "--no-banner", "--exit-code", "0", "--report-format", "json", "--report-path", "-"], json => json.EnumerateArray()
            .Select(leak => (leak.GetProperty("File").GetString()!, leak.GetProperty("StartLine").GetInt64())));
        comparison.Tell("detect-secrets", ["scan", "--all-files"], json => json.GetProperty("results").EnumerateObject()
            .SelectMany(file => file.Value.EnumerateArray().Select(leak => (file.Name, leak.GetProperty("line_number").GetInt64()))));
        return [Verdict.AtLeast("djc scan: recall on the corpus", recall, 0.98, ""), Verdict.AtLeast("djc scan: precision on the corpus", precision, 0.98, "")];
    }

    private string Write(LabelledText text, int number)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"{number}/{text.Path}");
        string full = Path.Combine(_directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text.Text);
        return path;
    }

    private IEnumerable<(string Path, long Line)> RunDjc(string djc) =>
        Start(djc, ["scan", ".", "--no-ignore", "--format", "json"]).GetProperty("leaks").EnumerateArray()
            .Select(leak => (leak.GetProperty("path").GetString()!, leak.GetProperty("line").GetInt64()));

    private void Tell(string program, string[] arguments, Func<JsonElement, IEnumerable<(string Path, long Line)>> read)
    {
        if (LeakComparison.ProgramOf(program) is not string path)
        {
            Console.WriteLine($"{program}: not installed, not measured");
            return;
        }

        (double recall, double precision) = Judge(read(Start(path, arguments)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{program}: recall {recall:0.000}, precision {precision:0.000}"));
    }

    private (double Recall, double Precision) Judge(IEnumerable<(string Path, long Line)> told)
    {
        HashSet<(string, long)> found = [.. told.Select(leak => (leak.Path.StartsWith("./", StringComparison.Ordinal) ? leak.Path[2..] : leak.Path, leak.Line))];
        double right = found.Count(_planted.Contains);
        return (right / _planted.Count, found.Count == 0 ? 1 : right / found.Count);
    }

    private JsonElement Start(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = _directory, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonDocument.Parse(output).RootElement;
    }
}
