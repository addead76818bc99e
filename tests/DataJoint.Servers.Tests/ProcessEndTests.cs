using System.Diagnostics;

namespace DataJoint.Servers.Tests;

/// <summary>Ends another run of this very program while it holds servers.</summary>
public sealed class ProcessEndTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(300);

    private readonly RunFolder _folder = RunFolder.Below(ServersDirectory.Runs);
    private Process? _holder;

    private string Runs => _folder.Of("runs");

    public void Dispose()
    {
        _holder?.Kill();
        _holder?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task Servers_end_with_the_test_process_that_started_them(string signal)
    {
        Process holder = await HoldAsync();
        int[] servers = [.. (await File.ReadAllLinesAsync(_folder.Of("held"))).Select(int.Parse)];
        servers.Length.ShouldBe(2);
        Directory.EnumerateDirectories(Runs, "run-*").Count().ShouldBe(3);

        using (var kill = Process.Start("/usr/bin/kill", ["-s", signal, $"{holder.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await holder.WaitForExitAsync().WaitAsync(Soon);
        await UntilAsync(() => servers.All(server => !IsRunning(server)));
        if (signal == "KILL")
        {
            Directory.EnumerateDirectories(Runs, "run-*").Count().ShouldBe(3);
            RunFolder.Below(Runs).Dispose();
        }

        Directory.EnumerateFileSystemEntries(Runs, "run-*").ShouldBeEmpty();
    }

    private async Task<Process> HoldAsync()
    {
        string[] words = ["-noLogo", "-noColor", "-noAutoReporters", "-explicit", "only", "-method", $"{typeof(ServerHolder).FullName}.{nameof(ServerHolder.Hold_servers)}"];
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, GetType().Assembly.GetName().Name!), words)
        {
            Environment = { ["DATAJOINT_TEST_SERVERS"] = _folder.Path, [ServerHolder.Variable] = _folder.Of("held") },
            RedirectStandardOutput = true,
        };
        Process holder = _holder = Process.Start(start)!;
        Task<string> output = holder.StandardOutput.ReadToEndAsync();
        await UntilAsync(() => File.Exists(_folder.Of("held")) || holder.HasExited);
        if (holder.HasExited)
        {
            SkipAlike(await output);
        }

        return holder;
    }

    /// <summary>What the other run lacks, this one lacks too.</summary>
    private static void SkipAlike(string output)
    {
        if (!output.Contains("[SKIP]", StringComparison.Ordinal))
        {
            Assert.Fail(output);
        }

        Assert.Skip(output);
    }

    /// <summary>A server whose parent is gone may wait for somebody to take its exit status: it has ended all the same.</summary>
    private static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (long begin = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(20))
        {
            Stopwatch.GetElapsedTime(begin).ShouldBeLessThan(Soon);
        }
    }
}
