using System.Diagnostics;
using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

public sealed class KilledEditTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "killed-" + Guid.NewGuid().ToString("N")));

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task An_edit_killed_at_any_moment_leaves_the_old_file_or_the_new_one()
    {
        string file = Path.Combine(_root.FullName, "datajoint.json");
        string filler = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  // line {i}\n"));
        string old = "{\n" + filler + "  \"database.port\": 1\n}\n";
        string changed = old.Replace("\"database.port\": 1\n", "\"database.port\": 2\n", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, old, TestContext.Current.CancellationToken);
        TimeSpan whole = await Measure();
        await File.WriteAllTextAsync(file, old, TestContext.Current.CancellationToken);

        for (int i = 0; i < 40; i++)
        {
            using Process edit = DjcProcess.Start(_root.FullName, "config", "set", "database.port", i % 2 == 0 ? "2" : "1");
            await Task.Delay(whole * (i / 30.0), TestContext.Current.CancellationToken);
            edit.Kill();
            await edit.WaitForExitAsync(TestContext.Current.CancellationToken);

            string now = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            (now == old || now == changed).ShouldBeTrue($"after kill {i} the file has {now.Length} characters");
        }

        using Process last = DjcProcess.Start(_root.FullName, "config", "set", "database.port", "3");
        await last.WaitForExitAsync(TestContext.Current.CancellationToken);
        _root.GetFileSystemInfos().Select(f => f.Name).ShouldBe(["datajoint.json"], "nothing is left behind");
    }

    [Fact]
    public async Task Processes_that_edit_at_the_same_time_lose_no_edit()
    {
        string[] keys = ["database.host", "database.user", "database.name", "cache", "query_cache", "download_path"];

        await Task.WhenAll(keys.Select(EditAsync));

        var config = DataJointConfig.Load(new ConfigurationOptions
        {
            StartDirectory = _root.FullName,
            HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), _root.FullName),
        });
        keys.ShouldAllBe(key => config[key].ToString() == "v-" + key);
    }

    /// <summary>Edits, again where a busy machine let it wait half a minute for the others.</summary>
    private async Task EditAsync(string key)
    {
        for (int i = 0; ; i++)
        {
            using Process edit = DjcProcess.Start(_root.FullName, "config", "set", key, "v-" + key);
            string error = await edit.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await edit.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (i == 10 || !error.Contains("half a minute", StringComparison.Ordinal))
            {
                edit.ExitCode.ShouldBe(0, error);
                return;
            }
        }
    }

    private async Task<TimeSpan> Measure()
    {
        var watch = Stopwatch.StartNew();
        using Process edit = DjcProcess.Start(_root.FullName, "config", "set", "database.port", "2");
        await edit.WaitForExitAsync(TestContext.Current.CancellationToken);
        edit.ExitCode.ShouldBe(0, await edit.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        return watch.Elapsed;
    }
}
