using System.Globalization;
using System.Runtime.Versioning;
using DataJoint.Cli.Running;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Tests;

/// <summary>How a program is ended to start it again.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SupervisorTests : IDisposable
{
    private readonly TemporaryProject _project = new();

    public SupervisorTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(_project.Root, "log");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Who_does_not_end_in_time_is_killed_with_what_it_has_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        int status = await ReplaceAsync(
            "trap '' TERM; sleep 600 & echo $$ $! >> log; while :; do sleep 600 & echo $! >> log; wait $!; done", "exit 5", TimeSpan.FromMilliseconds(300));
        (status >> 8).ShouldBe(5);
        foreach (string process in (await File.ReadAllTextAsync(Log, Cancellation)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            while (DjcProcess.IsRunning(int.Parse(process, CultureInfo.InvariantCulture)))
            {
                await Task.Delay(20, Cancellation);
            }
        }
    }

    [Fact]
    public async Task Who_ends_in_time_may_say_goodbye()
    {
        int status = await ReplaceAsync("trap 'echo bye >> log; exit 0' TERM; echo ready >> log; while :; do sleep 0.05; done", "echo next >> log; exit 6", TimeSpan.FromMinutes(5));
        (status >> 8).ShouldBe(6);
        (await File.ReadAllLinesAsync(Log, Cancellation)).ShouldBe(["ready", "bye", "next"]);
    }

    [Fact]
    public void Of_several_replacements_the_newest_counts()
    {
        Replacements replacements = new();
        replacements.Take().ShouldBeNull();
        replacements.Put(Command("exit 1"));
        ChildCommand newest = Command("exit 2");
        replacements.Put(newest);
        replacements.Arrival.IsCompleted.ShouldBeTrue();
        replacements.Take().ShouldBeSameAs(newest);
        replacements.Take().ShouldBeNull();
        replacements.Arrival.IsCompleted.ShouldBeFalse();
    }

    private async Task<int> ReplaceAsync(string first, string second, TimeSpan grace)
    {
        Replacements replacements = new();
        using ForwardedSignals signals = new(static _ => { });
        UnixSupervisor supervisor = new(signals, replacements, grace);
        Task<int> run = Task.Factory.StartNew(() => supervisor.Run(Command(first)), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!File.Exists(Log) || new FileInfo(Log).Length == 0)
        {
            await Task.Delay(20, Cancellation);
        }

        replacements.Put(Command(second));
        return await run;
    }

    private ChildCommand Command(string script) =>
        new("sh", ["-c", $"cd '{_project.Root}'; {script}"], new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin" });
}
