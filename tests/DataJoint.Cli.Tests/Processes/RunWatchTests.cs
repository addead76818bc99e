using System.Diagnostics;
using System.Globalization;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc run --watch</c> as a process: the program runs with what the settings say now.</summary>
public sealed class RunWatchTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject().Write("datajoint.json", "{}").Write(".secrets/database.password", "example-old");

    public RunWatchTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("echo \"$DJ_PASS\"; exec sleep 600", "example-old", "example-new", "--watch")]
    [InlineData("cat \"$DJ_PASS_FILE\"; echo; exec sleep 600", "example-old", "example-new", "--watch", "--files")]
    [InlineData("echo \"$DJ_PASS has $(printf %s \"$DJ_PASS\" | tail -c 3)\"; exec sleep 600", "******** has old", "******** has new", "--watch", "--mask")]
    public async Task A_changed_secret_restarts_the_program(string script, string before, string after, params string[] options)
    {
        using Process process = Start(options, script);
        await ShouldPrintAsync(process, before);
        Replace(".secrets/database.password", "example-new");
        await ShouldPrintAsync(process, after);
        (string rest, string error) = await EndAsync(process);
        (rest, error).ShouldBe(("", "note: DJ_PASS changed: sh is restarted\n"));
        process.ExitCode.ShouldBe(128 + 15);
    }

    [Fact]
    public async Task The_files_of_the_former_program_are_gone()
    {
        using Process process = Start(["--watch", "--files"], "dirname \"$DJ_PASS_FILE\"; exec sleep 600");
        string former = (await process.StandardOutput.ReadLineAsync(Cancellation))!;
        Directory.Exists(former).ShouldBeTrue();
        Replace(".secrets/database.password", "example-new");
        string folder = (await process.StandardOutput.ReadLineAsync(Cancellation))!;
        (Directory.Exists(former), Directory.Exists(folder)).ShouldBe((false, true));
        await EndAsync(process);
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_broken_edit_is_reported_and_the_program_goes_on()
    {
        using Process process = Start(["--watch"], "echo \"$DJ_USER\"; exec sleep 600");
        await ShouldPrintAsync(process, "");
        Replace("datajoint.json", "{ broken");
        string? line;
        while ((line = await process.StandardError.ReadLineAsync(Cancellation)) != "note: sh goes on with the settings that it has")
        {
            line.ShouldNotBeNull();
        }

        Replace("datajoint.json", """{ "database.user": "ana" }""");
        await ShouldPrintAsync(process, "ana");
        (_, string error) = await EndAsync(process);
        error.ShouldBe("note: the settings can be read again\nnote: DJ_USER changed: sh is restarted\n");
    }

    [Fact]
    public async Task Variables_of_files_count_too_and_a_broken_file_does_not()
    {
        _project.Write(".env", "DJ_USER=ana\nREPORT=weekly\n");
        using Process process = Start(["--watch", "--env-file", ".env"], "echo \"$DJ_USER $REPORT\"; exec sleep 600");
        await ShouldPrintAsync(process, "ana weekly");
        Replace(".env", "DJ_USER=ana\nREPORT=daily\n");
        await ShouldPrintAsync(process, "ana daily");
        Replace(".env", "DJ_USER='bob\n");
        string? line;
        while ((line = await process.StandardError.ReadLineAsync(Cancellation)) != "note: sh goes on with the settings that it has")
        {
            line.ShouldNotBeNull();
        }

        Replace(".env", "DJ_USER=bob\n");
        await ShouldPrintAsync(process, "bob ");
        await EndAsync(process);
    }

    [Fact]
    public async Task What_the_program_does_not_get_does_not_restart_it()
    {
        using Process process = Start(["--watch", "--only", "database.password"], "echo \"$DJ_PASS\"; exec sleep 600");
        await ShouldPrintAsync(process, "example-old");
        Replace("datajoint.json", """{ "database.user": "ana" }""");
        Replace(".secrets/database.password", "example-new");
        await ShouldPrintAsync(process, "example-new");
        (_, string error) = await EndAsync(process);
        error.ShouldBe("note: DJ_PASS changed: sh is restarted\n");
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 42", 42)]
    [InlineData("kill -KILL $$", 128 + 9)]
    public async Task It_ends_as_the_program_ended(string script, int exitCode)
    {
        using Process process = Start(["--watch"], script);
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(exitCode);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("USR2")]
    [InlineData("WINCH")]
    public async Task Signals_reach_the_program(string signal)
    {
        using Process process = Start(["--watch"], $"trap 'echo got; exit 7' {signal}; echo ready; while :; do sleep 0.05; done");
        await ShouldPrintAsync(process, "ready");
        await SignalAsync(process.Id, signal);
        (await process.StandardOutput.ReadToEndAsync(Cancellation)).ShouldBe("got\n");
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(7);
    }

    [Fact]
    public async Task What_the_former_program_has_started_is_ended_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        using Process process = Start(["--watch"], "sleep 600 & echo $!; wait");
        int former = int.Parse((await process.StandardOutput.ReadLineAsync(Cancellation))!, CultureInfo.InvariantCulture);
        Replace(".secrets/database.password", "example-new");
        int next = int.Parse((await process.StandardOutput.ReadLineAsync(Cancellation))!, CultureInfo.InvariantCulture);
        DjcProcess.IsRunning(former).ShouldBeFalse("the new program begins when nothing of the former one is left");
        await SignalAsync(next, "KILL");
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(0, "a program that ends by itself is not restarted");
    }

    private Process Start(string[] options, string script) => DjcProcess.Start(_project.Root, ["run", .. options, "--", "sh", "-c", script]);

    /// <summary>As careful programs write.</summary>
    private void Replace(string name, string text)
    {
        _project.Write(name + ".next~", text);
        File.Move(Path.Combine(_project.Root, name + ".next~"), Path.Combine(_project.Root, name), overwrite: true);
    }

    private static async Task ShouldPrintAsync(Process process, string line) => (await process.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe(line);

    private static async Task<(string Output, string Error)> EndAsync(Process process)
    {
        await SignalAsync(process.Id, "TERM");
        Task<string> error = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (output, await error);
    }

    private static async Task SignalAsync(int process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
    }
}
