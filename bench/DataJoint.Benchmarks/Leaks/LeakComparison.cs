using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace DataJoint.Benchmarks;

/// <summary>
/// <c>djc scan</c> against the programs that do nothing else with the same bytes: ripgrep with one alternation of twenty for files, <c>git cat-file</c> into nothing for the
/// history. In turns, so that a busy machine troubles all alike; the best of each counts.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LeakComparison
{
    private const int Commits = 600;

    /// <summary>Twenty texts that a credential has near it.</summary>
    private const string Alternation =
        "password|passwd|secret|token|api_key|apikey|accesskey|access_key|accountkey|PRIVATE KEY|AKIA|ghp_|glpat-|mysql|IDENTIFIED BY|Basic |Bearer |://|conn\\(|connect\\(";

    private readonly string _djc;
    private readonly string _tree;
    private readonly string _repository;
    private readonly int _runs;

    private LeakComparison(string djc, string directory, int runs)
    {
        _djc = djc;
        _runs = runs;
        _tree = Path.Combine(directory, "tree");
        _repository = Path.Combine(directory, "repository");
    }

    /// <summary>Measures.</summary>
    /// <param name="djc">The djc program.</param>
    /// <param name="directory">Where the tree and the repository are made, and kept for the next time.</param>
    /// <param name="mebibytes">How large the tree is.</param>
    /// <param name="runs">How often.</param>
    public static IReadOnlyList<Verdict> Run(string djc, string directory, int mebibytes, int runs)
    {
        LeakComparison comparison = new(djc, directory, runs);
        LeakTree.Write(comparison._tree, mebibytes);
        comparison.CreateRepository();
        string before = Environment.CurrentDirectory;
        try
        {
            return [.. comparison.MeasureTree(mebibytes), .. comparison.MeasureRepository()];
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private IEnumerable<Verdict> MeasureTree(int mebibytes)
    {
        Environment.CurrentDirectory = _tree;
        if (ProgramOf("rg") is not string ripgrep)
        {
            yield return new Verdict("djc scan: time over ripgrep", "no rg", "≤ 2.5×", Met: false);
            yield break;
        }

        (double scan, double search) = Compare(() => Time(_djc, "scan", "--no-ignore"), () => Time(ripgrep, "--no-ignore", "--hidden", "--count", Alternation));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"djc scan {mebibytes} MiB: {scan:0.000} s; ripgrep: {search:0.000} s"));
        yield return Verdict.AtMost("djc scan: time over ripgrep", scan / search, 2.5, "×");
    }

    private IEnumerable<Verdict> MeasureRepository()
    {
        Environment.CurrentDirectory = _repository;
        (double history, double read) = Compare(
            () => Time(_djc, "scan", "--history"),
            () => Time("/bin/sh", "-c", "git cat-file --batch --batch-all-objects --buffer >/dev/null"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"djc scan --history: {history:0.000} s; git cat-file: {read:0.000} s"));
        yield return Verdict.AtMost("djc scan --history: time over git cat-file", history / read, 0.5, "×");
        File.AppendAllText(Path.Combine(_repository, "f0.py"), "session = 47\n");
        Git("add", "f0.py");
        yield return Verdict.AtMost("djc scan --staged: a usual commit", Enumerable.Range(0, 4 * _runs).Min(_ => Time(_djc, "scan", "--staged")) * 1000, 50, " ms");
        Git("reset", "-q", "--hard");
    }

    private (double Ours, double Theirs) Compare(Func<double> ours, Func<double> theirs)
    {
        List<double> first = [];
        List<double> second = [];
        for (int i = 0; i < _runs; i++)
        {
            first.Add(ours());
            second.Add(theirs());
        }

        return (first.Min(), second.Min());
    }

    /// <summary>Files of the tree that change from commit to commit, packed as after a clone.</summary>
    private void CreateRepository()
    {
        if (File.Exists(Path.Combine(_repository, ".git", "complete")))
        {
            return;
        }

        Directory.CreateDirectory(_repository);
        string[] files = [.. Directory.GetFiles(Path.Combine(_tree, "d0")).Order(StringComparer.Ordinal).Take(40)];
        Git("init", "-q", "-b", "main");
        for (int commit = 0; commit < Commits; commit++)
        {
            for (int i = 0; i < files.Length; i++)
            {
                string copy = Path.Combine(_repository, $"f{i}.py");
                if (commit == 0)
                {
                    File.Copy(files[i], copy, overwrite: true);
                }
                else if ((i + commit) % 3 == 0)
                {
                    File.AppendAllText(copy, string.Create(CultureInfo.InvariantCulture, $"populate(session, {commit * i})\n"));
                }
            }

            Git("add", "-A");
            Git("-c", "user.name=Bench", "-c", "user.email=bench@example.com", "commit", "-q", "-m", string.Create(CultureInfo.InvariantCulture, $"Change {commit}"));
        }

        Git("gc", "-q");
        File.WriteAllText(Path.Combine(_repository, ".git", "complete"), "");
    }

    private void Git(params string[] words)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", ["-C", _repository, .. words]))!;
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            throw new InvalidOperationException($"git {words[0]} ended with status {git.ExitCode}.");
        }
    }

    private static double Time(string program, params string[] arguments) => SpawnedProcess.Time(program, arguments).TotalSeconds;

    /// <summary>A program of the PATH, or null.</summary>
    public static string? ProgramOf(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
}
