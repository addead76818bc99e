using System.Diagnostics;
using DataJoint.Cli.Completions;

namespace DataJoint.Cli.Tests;

/// <summary>Completions, tried in the shells that are installed.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("djc ", "config check run")]
    [InlineData("djc co", "config completion")]
    [InlineData("djc config ", "show get explain path schema")]
    [InlineData("djc --project /tmp config ex", "explain")]
    [InlineData("djc config get database.h", "database.host")]
    [InlineData("djc config get jobs.", "jobs.stale_timeout jobs.keep_completed")]
    [InlineData("djc config show --re", "--reveal")]
    [InlineData("djc config show --format ", "text json")]
    [InlineData("djc config show --set database.ho", "database.host=")]
    [InlineData("djc completion f", "fish")]
    [InlineData("djc run -- bas", "bash")]
    public async Task Bash_completes(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is not installed.");
        string[] words = [.. line.Split(' ')];
        string program = Script("bash")
            + $"\nCOMP_WORDS=({string.Join(' ', words.Select(w => $"'{w}'"))})\nCOMP_CWORD={words.Length - 1}\n"
            + "compopt() { :; }\n_djc\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
        string[] found = (await RunAsync("/bin/bash", program)).Split('\n');
        expected.Split(' ').ShouldBeSubsetOf(found);
        string typed = words[^1];
        found.Where(f => f.Length > 0).ShouldAllBe(f => f.StartsWith(typed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bash_offers_nothing_behind_the_last_argument()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is not installed.");
        string program = Script("bash") + "\nCOMP_WORDS=(djc config get database.host '')\nCOMP_CWORD=4\n_djc\necho \"${#COMPREPLY[@]}\"\n";
        (await RunAsync("/bin/bash", program)).ShouldBe("0\n");
    }

    [Fact]
    public async Task Zsh_understands_the_script()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zsh"), "zsh is not installed.");
        (await RunAsync("/usr/bin/zsh", "autoload -Uz compinit; compinit -u -D\n" + Script("zsh") + "\necho ${_comps[djc]}\n")).ShouldBe("_djc\n");
    }

    [Theory]
    [InlineData("djc config ex", "explain")]
    [InlineData("djc config get database.ho", "database.host")]
    [InlineData("djc config show --rev", "--reveal")]
    [InlineData("djc --env x completion f", "fish")]
    public async Task Fish_completes(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fish"), "fish is not installed.");
        string output = await RunAsync("/usr/bin/fish", Script("fish") + $"\ncomplete -C '{line}'\n");
        output.Split('\n').Select(l => l.Split('\t')[0]).ShouldContain(expected);
    }

    /// <summary>All in one run, for PowerShell is slow to start.</summary>
    [Fact]
    public async Task PowerShell_completes()
    {
        (string Line, string Expected)[] cases =
        [
            ("djc co", "config conn completion"),
            ("djc config ex", "explain"),
            ("djc --project /tmp config ex", "explain"),
            ("djc config get database.ho", "database.host"),
            ("djc config show --rev", "--reveal"),
            ("djc config show --format ", "text json github csv"),
            ("djc completion f", "fish"),
            ("djc --env x completion f", "fish"),
        ];
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? shell = folders.Select(folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(shell is null, "PowerShell (pwsh) is not on the path.");
        using TemporaryProject project = new();
        project.Write("complete.ps1", Script("pwsh") + string.Concat(
            cases.Select(one => $"\n(TabExpansion2 '{one.Line}' {one.Line.Length}).CompletionMatches.CompletionText -join ' '")) + "\n");

        string output = await RunAsync(shell!, "", "-NoLogo", "-NoProfile", "-NonInteractive", "-File", Path.Combine(project.Root, "complete.ps1"));

        output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ShouldBe(cases.Select(one => one.Expected));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void Every_command_option_and_key_is_in_every_script(string shell)
    {
        string script = Script(shell);
        foreach (CompletionCase one in CompletionCases.List(CommandTree.Create()))
        {
            script.ShouldContain(one.Path);
            foreach (string word in one.Words.Select(w => w.Word).Concat(one.Options.Select(o => shell == "fish" ? o.Name[2..] : o.Name)))
            {
                script.ShouldContain(word);
            }
        }
    }

    private static string Script(string shell)
    {
        using TemporaryProject project = new();
        return new Djc(project).Run("completion", shell).Output;
    }

    private static async Task<string> RunAsync(string shell, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(shell, arguments)
        {
            Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1", ["POWERSHELL_UPDATECHECK"] = "Off" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(program);
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
