using System.Diagnostics;

namespace DataJoint.Conformance.Tests;

/// <summary>Makes a case's directory a git repository.</summary>
internal static class GitRepository
{
    private static readonly string[] Options =
    [
        "-c", "init.defaultBranch=main", "-c", "user.name=case", "-c", "user.email=case@example.invalid", "-c", "commit.gpgsign=false",
    ];

    /// <summary>Whether PATH leads to git.</summary>
    public static bool IsAvailable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "git.exe" : "git")));

    public static void Create(string root, string home, IReadOnlyCollection<string> commit)
    {
        Git(root, home, ["init", "-q"]);
        if (commit.Count > 0)
        {
            Git(root, home, ["add", "-f", "--", .. commit]);
            Git(root, home, ["commit", "-q", "-m", "case"]);
        }
    }

    private static void Git(string root, string home, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", [.. Options, .. arguments])
        {
            WorkingDirectory = root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = home;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        output.GetAwaiter().GetResult();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidCaseException($"git {string.Join(' ', arguments)}: {error.Trim()}");
        }
    }
}
