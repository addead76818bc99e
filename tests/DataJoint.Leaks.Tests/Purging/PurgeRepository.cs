using System.Diagnostics;
using System.Text;

namespace DataJoint.Leaks.Tests;

/// <summary>A repository in a directory of its own, made by a script of git commands, and git as the judge of what became of it.</summary>
internal sealed class PurgeRepository : IDisposable
{
    /// <summary>What a script gets: nothing of the machine's settings, and times that do not change.</summary>
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_AUTHOR_NAME"] = "Ana",
        ["GIT_AUTHOR_EMAIL"] = "ana@example.invalid",
        ["GIT_AUTHOR_DATE"] = "1700000000 +0100",
        ["GIT_COMMITTER_NAME"] = "Ana",
        ["GIT_COMMITTER_EMAIL"] = "ana@example.invalid",
        ["GIT_COMMITTER_DATE"] = "1700000000 +0100",
        ["GIT_ALLOW_PROTOCOL"] = "file",
    };

    private readonly DirectoryInfo _outer = Directory.CreateTempSubdirectory("dj-purge-");

    public string Outer => _outer.FullName;

    /// <summary>The repository: <c>lab</c>, unless a script makes another one.</summary>
    public string Root { get; set; } = "";

    public string BackupFile => Path.Combine(Outer, "backup.bundle");

    /// <summary>git's own files.</summary>
    public string GitDirectory => Path.GetFullPath(Says("rev-parse", "--path-format=absolute", "--git-common-dir"));

    /// <summary>Runs a script in <c>lab</c>.</summary>
    public PurgeRepository Run(string script)
    {
        Root = Root.Length == 0 ? Directory.CreateDirectory(Path.Combine(Outer, "lab")).FullName : Root;
        Start("sh", Root, null, "-euc", script);
        return this;
    }

    /// <summary>What git says, one character for each byte, without the last line end.</summary>
    public string Says(params string[] words) => Start("git", Root, null, words).TrimEnd('\n');

    public string SaysAbout(string input, params string[] words) => Start("git", Root, input, words);

    /// <summary>Whether git succeeds, and all that it says.</summary>
    public (int ExitCode, string Output) Try(params string[] words) => Run("git", Root, null, words);

    /// <summary>By the shell: names that are not UTF-8 .NET cannot delete.</summary>
    public void Dispose() => Start("sh", Path.GetDirectoryName(Outer)!, null, "-c", $"rm -rf '{Outer}'");

    private string Start(string program, string directory, string? input, params string[] words)
    {
        (int exitCode, string output) = Run(program, directory, input, words);
        exitCode.ShouldBe(0, $"{program} {string.Join(' ', words)}\n{output}");
        return output;
    }

    private (int ExitCode, string Output) Run(string program, string directory, string? input, string[] words)
    {
        ProcessStartInfo start = new(program, words)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
        };
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["HOME"] = Outer;
        using Process process = Process.Start(start)!;
        Task<string> complaint = process.StandardError.ReadToEndAsync();
        var feeding = Task.Run(() =>
        {
            process.StandardInput.Write(input ?? "");
            process.StandardInput.Close();
        });
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        feeding.Wait();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + complaint.Result);
    }
}
