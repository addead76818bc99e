using System.Diagnostics;

namespace DataJoint.Cli.Tests;

/// <summary>djc on a real terminal, made by <c>script</c>: it is left as it was found.</summary>
public sealed class TerminalProcessTests : IDisposable
{
    private const string Secret = "example-typed";

    private readonly TemporaryProject _project = new TemporaryProject().Write("datajoint.json", "{}");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_secret_is_asked_for_twice_and_never_shown()
    {
        string output = await RunAsync("djc secrets set database.password; stty -a", [("(hidden)", Secret + "\n"), ("once more", Secret + "\n")]);

        File.ReadAllText(Path.Combine(_project.Root, ".secrets", "database.password")).ShouldBe(Secret + "\n");
        output.ShouldNotContain(Secret);
        output.ShouldContain(" echo ");
        output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Interrupted_it_leaves_the_terminal_as_it_was()
    {
        string output = await RunAsync("trap '' INT; (trap - INT; exec djc secrets set database.password); echo exit=$?; stty -a", [("(hidden)", "abc\u0003")]);

        output.ShouldContain("exit=130");
        output.ShouldContain(" echo ");
        output.ShouldContain(" icanon ");
        output.ShouldNotContain("abc");
        output.ShouldNotContain("\u001b", Case.Sensitive, "no keypad mode is switched on");
    }

    [Fact]
    public async Task Suspended_it_stops_shows_what_is_typed_elsewhere_and_hides_again_when_it_goes_on()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is not installed.");
        const string Jobs =
            """
            bash -mc 'djc secrets set database.password; echo stopped=$?; stty -a
            (until stty -a </dev/tty | grep -q -- " -echo "; do sleep 0.05; done; echo ON) & fg %1'; stty -a
            """;

        string output = await RunAsync(Jobs, [("(hidden)", "abc\u001a"), ("ON", Secret + "\n"), ("once more", Secret + "\n")]);

        File.ReadAllText(Path.Combine(_project.Root, ".secrets", "database.password")).ShouldBe(Secret + "\n");
        output.ShouldContain("stopped=148");
        output.Split(" iexten echo ").Length.ShouldBe(3, "while it is stopped, and at the end");
        output.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Where_nobody_could_continue_it_Ctrl_Z_does_nothing()
    {
        string output = await RunAsync("exec djc secrets set database.password", [("(hidden)", "abc\u001a" + Secret + "\n"), ("once more", Secret + "\n")]);

        output.ShouldContain("database.password");
        File.ReadAllText(Path.Combine(_project.Root, ".secrets", "database.password")).ShouldBe(Secret + "\n");
    }

    [Fact]
    public async Task A_question_changes_nothing_about_the_terminal()
    {
        _project.Write(".secrets/database.password", Secret);

        string output = await RunAsync("djc secrets rm database.password; stty -a", [("[y/N]", "y\n")]);

        File.Exists(Path.Combine(_project.Root, ".secrets", "database.password")).ShouldBeFalse();
        output.ShouldContain(" echo ");
        output.ShouldNotContain("\u001b");
    }

    [Theory]
    [InlineData("")]
    [InlineData("--watch ")]
    public async Task Ctrl_C_reaches_a_program_once_and_djc_ends_as_it_does(string option)
    {
        const string Script = "trap \"echo caught\" INT; echo ready; read -r line; echo \"read=$line\"; exit 3";

        string output = await RunAsync($"trap : INT; djc run {option}-- bash -c '{Script}'; echo exit=$?", [("ready", "\u0003"), ("caught", "typed\n")]);

        output.Split("caught").Length.ShouldBe(2, output);
        output.ShouldContain("exit=3");
    }

    /// <summary>Runs a command line on a terminal without colours, and types each text when what precedes it was shown.</summary>
    private async Task<string> RunAsync(string command, (string Shown, string Typed)[] dialogue)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "script (util-linux) is not installed.");
        ProcessStartInfo start = new("/usr/bin/env", ["--default-signal=INT,TSTP", "/usr/bin/script", "-qec", command, "/dev/null"])
        {
            WorkingDirectory = _project.Root,
            Environment =
            {
                ["PATH"] = Path.GetDirectoryName(DjcProcess.Program) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"), ["NO_COLOR"] = "1", ["SHELL"] = "/bin/sh",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using CancellationTokenSource hang = new(TimeSpan.FromMinutes(5));
        using Process process = Process.Start(start)!;
        await using CancellationTokenRegistration end = hang.Token.Register(() => process.Kill(entireProcessTree: true));
        string output = "";
        char[] block = new char[256];
        int next = 0;
        int seen = 0;
        while (await process.StandardOutput.ReadAsync(block, CancellationToken.None) is int read and > 0)
        {
            output += new string(block, 0, read);
            if (next < dialogue.Length && output.IndexOf(dialogue[next].Shown, seen, StringComparison.Ordinal) is int at and >= 0)
            {
                seen = at + 1;
                await process.StandardInput.WriteAsync(dialogue[next++].Typed);
                await process.StandardInput.FlushAsync(CancellationToken.None);
            }
        }

        await process.WaitForExitAsync(CancellationToken.None);
        return output;
    }
}
