using System.Diagnostics;

namespace DataJoint.Cli.Tests;

/// <summary>The completion scripts in the shells that are installed, with the djc that was built.</summary>
public sealed class ShellCompletionTests : IDisposable
{
    /// <summary>What is typed, and what must be among what is offered.</summary>
    private static readonly (string Line, string Expected)[] Cases =
    [
        ("djc config ex", "explain"),
        ("djc check --format gi", "github"),
        ("djc --env x completion f", "fish"),
        ("djc --set database.ho", "database.host="),
        ("djc store ls main:ra", "main:raw/"),
        ("djc store cat main:raw/my", "main:raw/my file.bin"),
    ];

    private readonly TemporaryProject _project = new TemporaryProject()
        .Write("datajoint.json", """{ "stores": { "main": { "protocol": "file", "location": "data" } } }""")
        .Write("data/raw/my file.bin", "x");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Bash_completes()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is not installed.");
        const string Ask =
            """
            t() {
              COMP_LINE=$1 COMP_POINT=${#1} COMP_CWORD=$(($# - 2)) COMP_WORDS=("${@:2}")
              compopt() { :; }
              _djc djc
              printf '%s\n' "${COMPREPLY[*]}"
            }

            """;
        string[] lines =
        [
            "t 'djc config ex' djc config ex",
            "t 'djc check --format gi' djc check --format gi",
            "t 'djc check --format=gi' djc check --format = gi",
            "t 'djc --set database.ho' djc --set database.ho",
            "t 'djc --set loglevel=WARN' djc --set loglevel = WARN",
            "t 'djc store ls main:ra' djc store ls main : ra",
            "t 'djc store ls main:' djc store ls main :",
            "t 'djc store cat main:raw/my' djc store cat main : raw/my",
            "t 'djc store put datajoin' djc store put datajoin",
            "t 'djc run -- basena' djc run -- basena",
        ];

        await UntilInTimeAsync(async () =>
        {
            string output = await RunAsync("/bin/bash", Script("bash") + Ask + string.Join('\n', lines) + "\n");

            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0] == "basename" ? "basename" : line).ShouldBe(
                ["explain", "github", "github", "database.host=", "WARNING", "raw/", "raw/", @"raw/my\ file.bin", "datajoint.json", "basename"]);
        });
    }

    /// <summary>The bash of macOS is 3.2, which has no compopt: nothing quotes the names of files but the script.</summary>
    [Fact]
    public async Task Bash_without_compopt_quotes_whatever_it_offers()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is not installed.");
        const string Ask =
            """
            enable -n compopt
            t() { COMP_LINE=$1 COMP_POINT=${#1} COMP_CWORD=$(($# - 2)) COMP_WORDS=("${@:2}"); _djc djc; printf '%s\n' "${COMPREPLY[*]}"; }

            """;
        _project.Write("my $(touch owned)/a;b", "x").Write("data/c;d", "x");
        string[] lines =
        [
            "t 'djc store put my' djc store put my",
            "t 'djc --project my' djc --project my",
            "t 'djc store sync my' djc store sync my",
            "t 'djc store sync main:c' djc store sync main : c",
            "t 'djc store cat main:c' djc store cat main : c",
        ];

        const string Folder = @"my\ \$\(touch\ owned\)";
        await UntilInTimeAsync(async () =>
        {
            string output = await RunAsync("/bin/bash", Script("bash") + Ask + string.Join('\n', lines) + "\n");

            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe([Folder, Folder, Folder, @"c\;d", @"c\;d"]);
        });
    }

    [Theory]
    [InlineData("/bin/bash", "bash", "t() { COMP_LINE=$1 COMP_POINT=${#1} COMP_CWORD=2 COMP_WORDS=($1); _djc djc; echo \"${COMPREPLY[*]}\"; }; t './djc config ex'\n")]
    [InlineData("/usr/bin/fish", "fish", "complete -C './djc config ex'\n")]
    [InlineData("/usr/bin/zsh", "zsh", "zmodload zsh/zpty\nzpty -b shell zsh -f -i\nzpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D; source ./djc.zsh; echo RE\"\"ADY'\n"
        + "zpty -r shell out '*READY*'\nzpty -n -w shell './djc config ex'$'\\t'\nzpty -r shell out '*explain*'\necho explain\n")]
    public async Task A_program_named_djc_where_somebody_stands_is_not_run(string program, string shell, string line)
    {
        Assert.SkipUnless(File.Exists(program), $"{shell} is not installed.");
        _project.Write("djc", "#!/bin/sh\ntouch owned\n").Write("djc.zsh", Script("zsh"));
        File.SetUnixFileMode(Path.Combine(_project.Root, "djc"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        string output = await RunAsync(program, (shell == "zsh" ? "" : Script(shell)) + line);

        output.ShouldContain("explain");
        File.Exists(Path.Combine(_project.Root, "owned")).ShouldBeFalse();
    }

    /// <summary>In a terminal of its own, since zsh completes nowhere else.</summary>
    [Fact]
    public async Task Zsh_completes()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zsh"), "zsh is not installed.");
        const string Start =
            """
            zmodload zsh/zpty
            zpty -b shell zsh -f -i
            zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D; source ./djc.zsh; echo RE""ADY'
            zpty -r shell out '*READY*'
            t() {
              zpty -n -w shell $1$'\t'
              zpty -r shell out "*$2*"
              print -r -- found $2
              zpty -n -w shell $'\x15'
            }

            """;
        _project.Write("djc.zsh", Script("zsh"));
        (string Line, string Expected)[] cases =
        [
            .. Cases.Where(c => !c.Expected.Contains(' ', StringComparison.Ordinal)), ("djc store cat main:raw/my", @"main:raw/my\ file.bin"), ("djc run -- basena", "basename"),
        ];

        await UntilInTimeAsync(async () =>
        {
            string output = await RunAsync("/usr/bin/zsh", Start + string.Concat(cases.Select(c => $"t '{c.Line}' '{c.Expected.Replace("\\", "\\\\", StringComparison.Ordinal)}'\n")));

            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(cases.Length, output);
        });
    }

    [Fact]
    public async Task Fish_completes()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fish"), "fish is not installed.");
        (string Line, string Expected)[] cases = [.. Cases, ("djc run -- basena", "basename"), ("djc run -- ls --al", "--all"), ("djc store put datajoin", "datajoint.json")];

        await UntilInTimeAsync(async () =>
        {
            string output = await RunAsync("/usr/bin/fish", Script("fish") + string.Concat(cases.Select(c => $"echo '?'; complete -C '{c.Line}'\n")));

            string[][] answers = [.. output.Split("?\n").Skip(1).Select(a => a.Split('\n').Select(line => line.Split('\t')[0]).ToArray())];
            answers.Length.ShouldBe(cases.Length);
            for (int i = 0; i < cases.Length; i++)
            {
                answers[i].ShouldContain(cases[i].Expected, cases[i].Line);
            }
        });
    }

    /// <summary>All in one run, for PowerShell is slow to start.</summary>
    [Fact]
    public async Task PowerShell_completes()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? shell = folders.Select(folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(shell is null, "PowerShell (pwsh) is not on the path.");
        (string Line, string Expected)[] cases =
        [
            .. Cases.Select(c => c.Expected.Contains(' ', StringComparison.Ordinal) ? (c.Line, $"'{c.Expected}'") : c),
            ("djc run -- Get-Proces", "Get-Process"),
            ("djc store cat main:ps/r", "'main:ps/raw’’;calc;’’'"),
            ("djc store cat main:ps/a", "'main:ps/a,b'"),
            ("djc store cat main:ps/b", "'main:ps/b>x'"),
        ];
        _project.Write("data/ps/raw’;calc;’", "x").Write("data/ps/b>x", "x").Write("data/ps/a,b", "x");
        _project.Write("complete.ps1", Script("pwsh") + string.Concat(
            cases.Select(c => $"\n(TabExpansion2 '{c.Line}' {c.Line.Length}).CompletionMatches.CompletionText -join ' '")) + "\n");

        await UntilInTimeAsync(async () =>
        {
            string output = await RunAsync(shell!, "", "-NoLogo", "-NoProfile", "-NonInteractive", "-File", Path.Combine(_project.Root, "complete.ps1"));

            output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ShouldBe(cases.Select(c => c.Expected));
        });
    }

    /// <summary>A place is looked into for two seconds at most, and then nothing is offered: on a busy machine that may not be enough.</summary>
    private static async Task UntilInTimeAsync(Func<Task> test)
    {
        for (int left = 4; ; left--)
        {
            try
            {
                await test();
                return;
            }
            catch (ShouldAssertException) when (left > 0)
            {
                // Once more.
            }
        }
    }

    private string Script(string shell) => new Djc(_project).Run("completion", shell).Output;

    private async Task<string> RunAsync(string shell, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(shell, arguments)
        {
            WorkingDirectory = _project.Root,
            Environment =
            {
                ["PATH"] = Path.GetDirectoryName(DjcProcess.Program) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
                ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
                ["POWERSHELL_UPDATECHECK"] = "Off",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("DJ_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        using CancellationTokenSource hang = new(TimeSpan.FromMinutes(2));
        using Process process = Process.Start(start)!;
        await using CancellationTokenRegistration end = hang.Token.Register(() => process.Kill(entireProcessTree: true));
        await process.StandardInput.WriteAsync(program);
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return output;
    }
}
