using System.Diagnostics;

namespace DataJoint.Cli.Tests;

public sealed class KilledPurgeTests : IDisposable
{
    private const string Script =
        """
        git init -q -b main . && git config user.name Ana && git config user.email ana@example.invalid
        for i in 1 2 3 4 5 6; do echo "DJ_PASS=otter-Lamp-47-$i" > secret.env; echo $i > f$i; git add .
        git commit -qm "Commit $i"; git branch b$i; git tag -a -m "Tag $i" t$i; done
        git rm -q secret.env; git commit -qm Gone; echo d > f1; git stash -q
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("dj-killed-purge-");

    public void Dispose() => Say("sh", Path.GetTempPath(), "-c", $"rm -rf '{_root.FullName}'");

    [Fact]
    public Task A_purge_that_is_killed_leaves_the_old_repository_or_the_new_one() => KillAsync(times: 2);

    [Fact]
    [Trait("Suite", "Stress")]
    public Task A_purge_killed_at_300_moments_leaves_the_old_repository_or_the_new_one() => KillAsync(times: 300);

    private async Task KillAsync(int times)
    {
        Random random = new(47);
        TimeSpan whole = await MeasureAsync();
        for (int i = 0; i < times; i++)
        {
            string lab = Create(i);
            string old = Refs(lab);
            using Process purge = DjcProcess.Start(lab, "purge", "secret.env", "--yes", "--backup", $"../backup-{i}");
            await Task.Delay(whole * random.NextDouble(), TestContext.Current.CancellationToken);
            purge.Kill();
            await purge.WaitForExitAsync(TestContext.Current.CancellationToken);
            await WaitUntilWholeAsync(lab, old);
            await FinishAsync(lab, i);
            Say("git", lab, "log", "--all", "--format=%H", "--", "secret.env").ShouldBeEmpty();
            Say("git", lab, "fsck", "--strict", "--no-dangling").ShouldBeEmpty();
            Say("git", lab, "cat-file", "--batch-all-objects", "--batch").ShouldNotContain("otter-Lamp-47");
            Say("git", lab, "stash", "list").Split('\n').ShouldHaveSingleItem();
        }
    }

    private async Task<TimeSpan> MeasureAsync()
    {
        string lab = Create(-1);
        long start = Stopwatch.GetTimestamp();
        using Process purge = DjcProcess.Start(lab, "purge", "secret.env", "--yes", "--backup", "../backup");
        string output = await purge.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await purge.WaitForExitAsync(TestContext.Current.CancellationToken);
        purge.ExitCode.ShouldBe(0, output);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The git that moves the refs goes on for a moment when its parent is gone. No state in which it rests is a mixture.</summary>
    private static async Task WaitUntilWholeAsync(string lab, string old)
    {
        while (Refs(lab) != old && Say("git", lab, "log", "--all", "--format=%H", "--", "secret.env").Length > 0)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The same command again, as soon as what the killed one had started has ended.</summary>
    private static async Task FinishAsync(string lab, int number)
    {
        while (true)
        {
            using Process purge = DjcProcess.Start(lab, "purge", "secret.env", "--yes", "--backup", $"../backup-{number}");
            Task<string> error = purge.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await purge.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await purge.WaitForExitAsync(TestContext.Current.CancellationToken);
            bool wasDone = (await error).Contains("secret.env is in no commit", StringComparison.Ordinal);
            if (purge.ExitCode == 0 || wasDone)
            {
                return;
            }

            (await error).ShouldContain("another program");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private string Create(int number)
    {
        string lab = _root.CreateSubdirectory($"lab{number}").FullName;
        Say("sh", lab, "-ec", Script);
        return lab;
    }

    private static string Refs(string lab) => Say("git", lab, "for-each-ref");

    private static string Say(string program, string directory, params string[] words)
    {
        ProcessStartInfo start = new(program, words) { WorkingDirectory = directory, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', words)}");
        return output.TrimEnd('\n');
    }
}
