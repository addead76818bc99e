using System.Diagnostics;
using System.Globalization;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc run --mask</c> and <c>--files</c> as processes: djc stays, and the program does not notice.</summary>
public sealed class RunParentTests : IDisposable
{
    private const string Password = "example-pass'word";

    private readonly TemporaryProject _project = new TemporaryProject()
        .Write("datajoint.json", """{ "stores.main": { "protocol": "s3", "bucket": "b", "location": "l" } }""")
        .Write(".secrets/database.password", Password + "\n").Write(".secrets/stores.main.secret_key", "example-key\n");

    public RunParentTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_outputs_are_masked_across_writes_and_stay_apart()
    {
        const string Script = """printf '%s' "${DJ_PASS%%word}"; sleep 0.2; printf 'word|%s\n' "$DJ_STORES"; echo "err $DJ_PASS" >&2""";
        (int code, string output, string error) = await RunAsync("run", "--mask", "--", "sh", "-c", Script);
        output.ShouldBe("********|{\"main\":{\"bucket\":\"b\",\"location\":\"l\",\"protocol\":\"s3\",\"secret_key\":\"********\"}}\n");
        error.ShouldBe("err ********\n");
        code.ShouldBe(0);
    }

    [Fact]
    public async Task Standard_input_and_arguments_pass_as_they_are()
    {
        using Process process = DjcProcess.StartWithOpenInput(_project.Root, "run", "--mask", "--", "sh", "-c", "cat; printf '[%s]' \"$@\"", "sh", "", "a b", Password);
        await process.StandardInput.WriteAsync("given");
        process.StandardInput.Close();
        (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("given[][a b][********]");
    }

    [Theory]
    [InlineData("--mask", "exit 0", 0)]
    [InlineData("--mask", "exit 42", 42)]
    [InlineData("--files", "exit 255", 255)]
    [InlineData("--mask", "kill -TERM $$", 128 + 15)]
    [InlineData("--files", "kill -KILL $$", 128 + 9)]
    [InlineData("--mask", "kill -SEGV $$", 128 + 11)]
    public async Task It_ends_as_the_program_ended(string option, string script, int exitCode) =>
        (await RunAsync("run", option, "--", "sh", "-c", script)).ExitCode.ShouldBe(exitCode);

    [Theory]
    [InlineData("--mask", 127, "no-such-program-at-all")]
    [InlineData("--files", 127, "./no-such-program-at-all")]
    [InlineData("--mask", 126, "/etc/passwd")]
    public async Task A_program_that_cannot_be_run_is_named(string option, int exitCode, string program)
    {
        (int code, string output, string error) = await RunAsync("run", option, "--", program);
        (code, output).ShouldBe((exitCode, ""));
        error.ShouldContain(program);
    }

    [Theory]
    [InlineData("--mask", "TERM")]
    [InlineData("--files", "HUP")]
    [InlineData("--mask", "INT")]
    [InlineData("--mask", "USR1")]
    public async Task Signals_reach_the_program(string option, string signal)
    {
        using Process process = DjcProcess.Start(_project.Root, "run", option, "--", "sh", "-c", $"trap 'echo got; exit 7' {signal}; echo ready; while :; do sleep 0.05; done");
        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("ready");
        await SignalAsync(process.Id, signal);
        (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("got\n");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(7);
    }

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("INT", 2)]
    [InlineData("HUP", 1)]
    [InlineData("QUIT", 3)]
    public async Task After_the_program_they_end_djc_while_others_hold_its_output(string signal, int number)
    {
        using Process process = DjcProcess.Start(_project.Root, "run", "--mask", "--", "sh", "-c", "sleep 600 & echo $!");
        string holder = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        try
        {
            while (await HasChildAsync(process.Id))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            await SignalAsync(process.Id, signal);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.ExitCode.ShouldBe(128 + number);
        }
        finally
        {
            await SignalAsync(int.Parse(holder, CultureInfo.InvariantCulture), "KILL");
        }
    }

    [Fact]
    public async Task A_signal_that_is_ignored_from_outside_stays_ignored()
    {
        (int code, string output, _) = await RunAsync("run", "--", "sh", "-c", $"trap '' HUP; '{DjcProcess.Program}' run --mask -- sh -c 'kill -HUP $$ $PPID; echo alive'");
        (code, output).ShouldBe((0, "alive\n"));
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_program()
    {
        (int code, _, _) = await RunAsync("run", "--", "bash", "-c", $"'{DjcProcess.Program}' run --mask -- yes \"$DJ_PASS\" | head -1 > /dev/null; exit ${{PIPESTATUS[0]}}");
        code.ShouldBe(128 + 13);
    }

    [Fact]
    public async Task Variables_that_are_not_UTF_8_reach_the_program_as_they_are()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the C library does not show them.");
        (_, string output, string error) = await RunAsync(
            "run", "--", "sh", "-c", $"ODD=$(printf 'a\\377b') '{DjcProcess.Program}' run --mask -- sh -c 'printf %s \"$ODD\" | od -An -tx1'");
        output.Trim().ShouldBe("61 ff 62", error);
    }

    [Fact]
    public async Task Secrets_are_files_in_memory_for_the_user_alone_and_gone_afterwards()
    {
        const string Script = """
            cat "$DJ_PASS_FILE"; echo; cat "$DJ_STORES_MAIN_SECRET_KEY_FILE"; echo; folder=$(dirname "$DJ_PASS_FILE")
            stat -c '%a %F' "$folder" "$DJ_PASS_FILE"; stat -f -c %T "$folder"; echo "${DJ_PASS-unset} $(env | grep -c example-)"; echo "$folder"
            """;
        (int code, string output, string error) = await RunAsync("run", "--files", "--", "sh", "-c", Script);
        code.ShouldBe(0, error);
        string[] lines = output.TrimEnd().Split('\n');
        lines[..^1].ShouldBe([Password, "example-key", "700 directory", "600 regular file", "tmpfs", "unset 0"]);
        Directory.Exists(lines[^1]).ShouldBeFalse();
    }

    [Fact]
    public async Task The_program_of_this_product_reads_them()
    {
        (_, string output, _) = await RunAsync("run", "--files", "--", DjcProcess.Program, "config", "get", "stores.main.secret_key", "--reveal", "--project", "/");
        output.ShouldBe("example-key\n");
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task The_files_are_gone_however_djc_ends(string signal)
    {
        using Process process = DjcProcess.Start(_project.Root, "run", "--files", "--", "sh", "-c", "dirname \"$DJ_PASS_FILE\"; exec sleep 600");
        string folder = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        int program = await FindChildAsync(process.Id);
        Directory.Exists(folder).ShouldBeTrue();
        await SignalAsync(process.Id, signal);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        while (Directory.Exists(folder))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        if (signal == "KILL")
        {
            await SignalAsync(program, "KILL");
        }
    }

    [Fact]
    public async Task Without_memory_nothing_is_written()
    {
        (int code, string output, string error) = await RunAsync(
            "run", "--", "unshare", "-rm", "sh", "-c", $"mount --bind '{_project.Root}' /dev/shm && XDG_RUNTIME_DIR='{_project.Root}' '{DjcProcess.Program}' run --files -- true");
        Assert.SkipWhen(error.Contains("unshare", StringComparison.Ordinal) || error.Contains("mount:", StringComparison.Ordinal), "No name spaces here: " + error);
        (code, output).ShouldBe((1, ""));
        error.ShouldContain("--files needs a file system in memory");
        Directory.GetDirectories(_project.Root, "djc-*").ShouldBeEmpty();
    }

    private static async Task<int> FindChildAsync(int process) => int.Parse((await ListChildrenAsync(process)).Split('\n')[0], CultureInfo.InvariantCulture);

    private static async Task<bool> HasChildAsync(int process) => (await ListChildrenAsync(process)).Length > 0;

    private static async Task<string> ListChildrenAsync(int process)
    {
        using Process search = Process.Start(new ProcessStartInfo("pgrep", ["-P", process.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        return await search.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task SignalAsync(int process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] words)
    {
        using Process process = DjcProcess.Start(_project.Root, words);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
