using System.Diagnostics;
using System.Globalization;
using DataJoint.Cli.Running;
using DataJoint.Cli.Terminals;

namespace DataJoint.Cli.Tests;

/// <summary>A program that djc calls ends in time, or is ended.</summary>
public sealed class ToolProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("djc-tool-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task One_that_does_not_end_is_ended_with_what_it_started()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell.");
        ToolProcess tool = Prepare(TimeSpan.FromSeconds(3));

        (bool isDone, string output, string error) = tool.Run(["-c", "sleep 600 & echo $! > child; wait"], "", TestContext.Current.CancellationToken);

        isDone.ShouldBeFalse();
        output.ShouldBeEmpty();
        error.ShouldBe("it was ended, since it took longer than 3 s");
        await ShouldBeGoneAsync();
    }

    [Fact]
    public async Task Ctrl_C_ends_it_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell.");
        using var interruption = new CancellationTokenSource();
        Task<(bool IsDone, string Output, string Error)> run = Task.Run(
            () => Prepare(TimeSpan.FromMinutes(5)).Run(["-c", "sleep 600 & echo $! > child; wait"], "", interruption.Token), TestContext.Current.CancellationToken);
        await UntilAsync(() => Child is not null);

        await interruption.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
        await ShouldBeGoneAsync();
    }

    [Fact]
    public void One_that_ends_in_time_is_judged_by_its_exit_code()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell.");

        Prepare(TimeSpan.FromMinutes(5)).Run(["-c", "cat"], "what it reads", TestContext.Current.CancellationToken).ShouldBe((true, "what it reads", ""));
        Prepare(TimeSpan.FromMinutes(5)).Run(["-c", "echo no >&2; exit 3"], "", TestContext.Current.CancellationToken).ShouldBe((false, "", "no\n"));
        new ToolProcess(Terminal(), "/nowhere").Run([], "", TestContext.Current.CancellationToken).IsDone.ShouldBeFalse();
    }

    /// <summary>The process that the program started; null until it says so.</summary>
    private int? Child => File.Exists(Path.Combine(_folder.FullName, "child")) && File.ReadAllText(Path.Combine(_folder.FullName, "child")) is [.. var number, '\n']
        ? int.Parse(number, CultureInfo.InvariantCulture) : null;

    private ToolProcess Prepare(TimeSpan limit) => new(Terminal(), "/bin/sh") { Directory = _folder.FullName, Limit = limit };

    private static Terminal Terminal() => new(TextWriter.Null, TextWriter.Null, _ => null) { ListVariables = () => new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" } };

    /// <summary>It was killed before it was started where the machine stood still; else it is gone soon.</summary>
    private Task ShouldBeGoneAsync() => UntilAsync(() => Child is not int child || !IsRunning(child));

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
