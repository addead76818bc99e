using System.Diagnostics;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc run</c> as a process: it becomes the program.</summary>
public sealed class RunProcessTests
{
    [Theory]
    [InlineData(127, "no-such-program-at-all")]
    [InlineData(127, "./no-such-program-at-all")]
    [InlineData(126, "/etc")]
    [InlineData(126, "/etc/passwd")]
    public async Task A_program_that_cannot_be_run_is_named(int exitCode, string program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The exit codes are those of POSIX shells.");
        (int code, string output, string error) = await RunAsync("run", "--", program, "example-argument");
        code.ShouldBe(exitCode);
        output.ShouldBeEmpty();
        error.ShouldContain(program);
        error.ShouldNotContain("example-argument");
    }

    [Fact]
    public async Task A_broken_pipe_ends_the_program_as_in_a_shell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGPIPE.");
        (int code, _, _) = await RunAsync("run", "--", "bash", "-c", "yes | head -1 > /dev/null; exit ${PIPESTATUS[0]}");
        code.ShouldBe(128 + 13);
    }

    [Fact]
    public async Task The_process_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process cannot be replaced.");
        using Process process = DjcProcess.Start(Path.GetTempPath(), "run", "--", "sh", "-c", "echo $$");
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        output.Trim().ShouldBe(process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        (int code, string output, string error) = await RunAsync("run", "--", "bash", "-c", $"'{DjcProcess.Program}' config schema | head -1; exit ${{PIPESTATUS[0]}}");
        output.ShouldBe("{\n");
        error.ShouldBeEmpty();
        code.ShouldBe(0);
    }

    [Theory]
    [InlineData("secrets set database.password", "no value was given")]
    [InlineData("sql", "the statement is empty")]
    public async Task A_standard_input_that_is_closed_holds_nothing(string words, string complaint)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        (int code, string output, string error) = await RunAsync("run", "--", "bash", "-c", $"'{DjcProcess.Program}' {words} <&-");
        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldContain(complaint);
    }

    [Fact]
    public async Task Variables_that_are_not_UTF_8_reach_the_program_as_they_are()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the C library does not show them.");
        (int code, string output, string error) = await RunAsync(
            "run", "--", "sh", "-c", $"ODD=$(printf 'a\\377b') PLAIN=ü DJ_USER=$(printf 'u\\377') '{DjcProcess.Program}' run -- sh -c 'printf %s \"$ODD$PLAIN\" | od -An -tx1'");
        code.ShouldBe(0, error);
        output.Trim().ShouldBe("61 ff 62 c3 bc");
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] words)
    {
        using Process process = DjcProcess.Start(Path.GetTempPath(), words);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
