using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

namespace DataJoint.Benchmarks;

/// <summary>
/// <c>djc purge</c> of one path against the programs that write a history again: <c>git fast-export | git fast-import</c>, which checks, packs and proves nothing, and
/// git-filter-repo where it is installed, which packs. In turns; the best of each counts.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PurgeComparison(string djc, string directory, int runs)
{
    private const int Commits = 10_000;
    private const int ManyCommits = 100_000;

    /// <summary>The path that is purged: it changes in every fiftieth commit.</summary>
    private const string Secret = "conf/secret.json";

    private const string Copy = "git fast-export --all --no-data | git fast-import --quiet --force";
    private readonly string _copy = Path.Combine(directory, "copy");

    /// <summary>Measures.</summary>
    /// <param name="djc">The djc program.</param>
    /// <param name="directory">Where the repositories are made, and kept for the next time.</param>
    /// <param name="quick">Whether the long history is left out.</param>
    public static IReadOnlyList<Verdict> Run(string djc, string directory, bool quick)
    {
        PurgeComparison comparison = new(djc, directory, quick ? 3 : 10);
        string before = Environment.CurrentDirectory;
        try
        {
            return [.. comparison.Measure(quick)];
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private IEnumerable<Verdict> Measure(bool quick)
    {
        string usual = CreateRepository(Commits);
        double plan = Best(usual, () => Time(djc, "purge", Secret, "--dry-run"));
        double floor = Best(usual, () => Time("/bin/sh", "-c", Copy));
        double whole = Best(usual, () => Time(djc, "purge", Secret, "--yes", "--backup", _copy + ".bundle"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"djc purge of {Commits} commits: new history {plan:0.000} s, with backup, packing and proof {whole:0.000} s; {Copy}: {floor:0.000} s"));
        yield return Verdict.AtMost("djc purge: time of the new history over fast-export | fast-import", plan / floor, 1, "×");
        if (LeakComparison.ProgramOf("git-filter-repo") is string filter)
        {
            double other = Best(usual, () => Time(filter, "--force", "--quiet", "--invert-paths", "--path", Secret));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"git-filter-repo: {other:0.000} s"));
            yield return Verdict.AtLeast("djc purge: git-filter-repo's time over all of it", other / whole, 2.5, "×");
        }
        else
        {
            Console.WriteLine("git-filter-repo is not installed, and not measured.");
        }

        if (!quick)
        {
            double many = Best(CreateRepository(ManyCommits), () => Time(djc, "purge", Secret, "--dry-run"));
            yield return Verdict.AtMost("djc purge: ten times as many commits, time over ten times", many / plan / (ManyCommits / Commits), 1.2, "×");
        }
    }

    /// <summary>Each run begins with the repository as it was.</summary>
    private double Best(string repository, Func<double> time)
    {
        double best = double.MaxValue;
        for (int i = 0; i < runs; i++)
        {
            Remove();
            Directory.CreateDirectory(_copy);
            Time("/bin/cp", "-a", repository + "/.", _copy);
            Environment.CurrentDirectory = _copy;
            best = Math.Min(best, time());
            Environment.CurrentDirectory = directory;
        }

        Remove();
        return best;
    }

    private void Remove()
    {
        File.Delete(_copy + ".bundle");
        if (Directory.Exists(_copy))
        {
            Directory.Delete(_copy, recursive: true);
        }
    }

    /// <summary>Two hundred files in a hundred and forty directories, of which each commit changes one.</summary>
    private string CreateRepository(int commits)
    {
        string repository = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"history-{commits}.git"));
        if (File.Exists(Path.Combine(repository, "complete")))
        {
            return repository;
        }

        Directory.CreateDirectory(repository);
        Environment.CurrentDirectory = repository;
        Time("/usr/bin/env", "git", "init", "-q", "--bare", "-b", "main");
        using (Process import = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet"]) { RedirectStandardInput = true })!)
        {
            import.StandardInput.NewLine = "\n";
            for (int i = 0; i < commits; i++)
            {
                import.StandardInput.Write(Commit(i));
            }

            import.StandardInput.Close();
            import.WaitForExit();
        }

        Time("/usr/bin/env", "git", "gc", "-q");
        File.WriteAllText("complete", "");
        return repository;
    }

    private static string Commit(int i)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\nmark :{i + 1}\ncommitter Bench <bench@example.com> {1_700_000_000 + (i * 60)} +0000\n");
        text.Append(Data(string.Create(CultureInfo.InvariantCulture, $"Change {i}")));
        text.Append(i > 0 ? string.Create(CultureInfo.InvariantCulture, $"from :{i}\n") : "");
        int file = i % 200;
        text.Append(CultureInfo.InvariantCulture, $"M 100644 inline d{file % 20}/e{file % 7}/f{file}.txt\n");
        text.Append(Data(string.Concat(Enumerable.Repeat(string.Create(CultureInfo.InvariantCulture, $"line {i}\n"), 20))));
        if (i >= 100 && i % 50 == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"M 100644 inline {Secret}\n");
            text.Append(Data(string.Create(CultureInfo.InvariantCulture, $"{{\"database.password\": \"example-{i}\"}}\n")));
        }

        return text.ToString();
    }

    private static string Data(string text) => string.Create(CultureInfo.InvariantCulture, $"data {text.Length}\n{text}\n");

    private static double Time(string program, params string[] arguments) => SpawnedProcess.Time(program, arguments).TotalSeconds;
}
