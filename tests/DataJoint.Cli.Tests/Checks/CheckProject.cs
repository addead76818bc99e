using System.Diagnostics;
using System.Text.Json;
using DataJoint.Cli.Terminals;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>A project in a directory of its own, and djc run on it in this process.</summary>
internal sealed class CheckProject : IDisposable
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public CheckProject()
    {
        Root = Path.Combine(Path.GetTempPath(), "djc-check-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public bool IsTerminal { get; set; }

    public string PathOf(string name) => Path.Combine(Root, name);

    public CheckProject With(string name, string text)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (name.StartsWith(".secrets/", StringComparison.Ordinal))
        {
            Mode(".secrets", "0700");
            Mode(name, "0600");
        }

        return this;
    }

    /// <summary>What nearly every test needs: a server's settings and its credentials in the right place.</summary>
    public CheckProject WithServer() => With("datajoint.json", """{ "database.host": "127.0.0.1:1" }""")
        .With(".secrets/database.user", "someone").With(".secrets/database.password", "CANARY-password");

    public CheckProject WithVariable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    public CheckProject Mode(string name, string octal)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(name), (UnixFileMode)Convert.ToInt32(octal, 8));
        }

        return this;
    }

    public string ModeOf(string name) =>
        OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(PathOf(name)), 8).PadLeft(4, '0');

    /// <summary>Makes it a repository; what the machine's user ignores everywhere does not count in it.</summary>
    public CheckProject WithRepository()
    {
        Git("init", "--quiet");
        return Git("config", "core.excludesFile", PathOf(".git/no-such-file"));
    }

    public CheckProject Commit(params string[] paths) =>
        Git(["add", "--force", "--", .. paths])
            .Git("-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgSign=false", "commit", "--quiet", "-m", "Add");

    public CheckProject Git(params string[] words)
    {
        GitSays(words);
        return this;
    }

    public string GitSays(params string[] words)
    {
        ProcessStartInfo start = new("git", words) { WorkingDirectory = Root, RedirectStandardError = true, RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        string answer = git.StandardOutput.ReadToEnd();
        string complaint = git.StandardError.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, complaint);
        return answer.Trim();
    }

    public CheckRun Run(params string[] words)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Terminal terminal = new(output, error, _ => null) { IsOutputTerminal = IsTerminal };
        HostEnvironment hostEnvironment = new(_variables, Root);
        int exit = new DjcApplication(terminal, hostEnvironment).Run(["check", .. words]);
        return new CheckRun(exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs with <c>--format json</c>.</summary>
    public CheckDocument Check(params string[] words)
    {
        CheckRun run = Run([.. words, "--format", "json"]);
        run.Error.ShouldBeEmpty();
        return new CheckDocument(run.Exit, JsonDocument.Parse(run.Output).RootElement, run.Output);
    }

    public void Dispose()
    {
        foreach (string file in Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            File.SetAttributes(file, FileAttributes.Normal); // git's objects are read-only
        }

        Directory.Delete(Root, recursive: true);
    }
}
