using System.Diagnostics;
using System.Globalization;

namespace DataJoint.Cli.Tests;

/// <summary><c>djc run --watch</c> where something is in the way: secrets that a program prints, signals that are ignored, nobody who reads.</summary>
public sealed class RunWatchFaultTests : IDisposable
{
    private readonly TemporaryProject _project = new TemporaryProject().Write("datajoint.json", "{}").Write("pass", "example-old");
    private readonly Dictionary<string, string> _variables = new() { ["DJ_ALLOW_EXEC"] = "true" };

    public RunWatchFaultTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_secret_that_a_program_prints_is_asked_for_again_when_something_has_changed()
    {
        AskBy($"cat {_project.Root}/pass");
        using Process process = Start("echo \"$DJ_USER $DJ_PASS\"; exec sleep 600");
        await ShouldPrintAsync(process, " example-old");
        _project.Write("pass", "example-new");
        Replace("datajoint.json", """{ "database.user": "ana" }""");
        await ShouldPrintAsync(process, "ana example-new");
        await EndAsync(process);
    }

    [Fact]
    public async Task A_program_that_ends_is_not_kept_waiting_by_a_secret_that_is_being_asked_for()
    {
        AskBy($"cd {_project.Root}; if [ -e asked ]; then touch again; while [ -e asked ]; do sleep 0.1; done; fi; touch asked; echo example");
        using Process process = Start($"cd {_project.Root}; echo ready; until [ -e again ]; do sleep 0.05; done; exit 7");
        await ShouldPrintAsync(process, "ready");
        Replace("datajoint.json", """{ "database.user": "ana" }""");
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(7);
        (await process.StandardError.ReadToEndAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_ends_of_children_are_ignored_secrets_and_the_exit_code_are_had_all_the_same()
    {
        AskBy($"cat {_project.Root}/pass");
        using Process process = StartBy("trap '' CHLD; exec \"$0\" run --watch -- sh -c 'echo $DJ_PASS; exit 42'");
        await ShouldPrintAsync(process, "example-old");
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(42);
    }

    [Fact]
    public async Task The_first_process_of_a_container_ends_as_the_program_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "namespaces");
        AskBy($"cat {_project.Root}/pass");
        using Process process = StartBy("unshare -Urpf true || exit 99; exec unshare -Urpf \"$0\" run --watch -- sh -c 'echo $DJ_PASS; sleep 0.2; exit 42'");
        string? first = await process.StandardOutput.ReadLineAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.SkipWhen(process.ExitCode == 99, "no namespaces for this user");
        (first, process.ExitCode).ShouldBe(("example-old", 42));
    }

    [Fact]
    public async Task The_program_is_restarted_when_nobody_can_be_told()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full");
        using Process process = StartBy("exec \"$0\" run --watch -- sh -c 'echo \"$DJ_USER\"; exec sleep 600' 2> /dev/full");
        await ShouldPrintAsync(process, "");
        foreach (string user in new[] { "ana", "bob" })
        {
            Replace("datajoint.json", $$"""{ "database.user": "{{user}}" }""");
            await ShouldPrintAsync(process, user);
        }

        await EndAsync(process);
        process.ExitCode.ShouldBe(128 + 15);
    }

    [Fact]
    public async Task What_is_worth_knowing_is_told_once()
    {
        Replace("datajoint.json", """{ "colour": 1 }""");
        using Process process = Start("echo \"$DJ_USER\"; exec sleep 600");
        await ShouldPrintAsync(process, "");
        Replace("datajoint.json", """{ "colour": 1, "database.user": "ana" }""");
        await ShouldPrintAsync(process, "ana");
        string error = await EndAsync(process);
        error.Split("unknown key colour").Length.ShouldBe(1 + 1, error);
    }

    [Fact]
    public async Task A_program_that_was_interrupted_and_takes_its_time_is_not_restarted()
    {
        using Process process = Start($"cd {_project.Root}; trap 'echo got' INT; echo ready; until [ -e end ]; do sleep 0.05; done; exit 7");
        await ShouldPrintAsync(process, "ready");
        await SignalAsync(process, "INT");
        await ShouldPrintAsync(process, "got");
        Replace("datajoint.json", """{ "database.user": "ana" }""");
        (await process.StandardError.ReadLineAsync(Cancellation)).ShouldBe("note: DJ_USER changed: sh is restarted");
        _project.Write("end", "");
        (await process.StandardOutput.ReadToEndAsync(Cancellation)).ShouldBeEmpty();
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(7);
    }

    /// <summary>The password is what a script prints.</summary>
    private void AskBy(string script) => _variables["DJ_PASS"] = $"ref+exec://sh?arg=-c&arg={Uri.EscapeDataString(script)}";

    private Process Start(string script) => DjcProcess.Start(_project.Root, _variables, "run", "--watch", "--", "sh", "-c", script);

    /// <summary>By a script, whose <c>$0</c> is djc.</summary>
    private Process StartBy(string script)
    {
        ProcessStartInfo start = new("sh", ["-c", script, DjcProcess.Program])
        {
            WorkingDirectory = _project.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in _variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private void Replace(string name, string text)
    {
        _project.Write(name + ".next~", text);
        File.Move(Path.Combine(_project.Root, name + ".next~"), Path.Combine(_project.Root, name), overwrite: true);
    }

    private static async Task ShouldPrintAsync(Process process, string line) => (await process.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe(line);

    /// <returns>What it has written on standard error.</returns>
    private static async Task<string> EndAsync(Process process)
    {
        await SignalAsync(process, "TERM");
        Task<string> error = process.StandardError.ReadToEndAsync(Cancellation);
        (await process.StandardOutput.ReadToEndAsync(Cancellation)).ShouldBeEmpty();
        await process.WaitForExitAsync(Cancellation);
        return await error;
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
    }
}
