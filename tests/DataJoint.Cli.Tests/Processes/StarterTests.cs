using System.Diagnostics;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary><c>./djc</c> of a checkout, with a stand-in for the SDK: one build at a time, and no lock outlives its owner.</summary>
public sealed class StarterTests : IDisposable
{
    private readonly TemporaryProject _checkout = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public StarterTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has djc.cmd.");
        _checkout.Write("src/program.cs", "");
        Directory.CreateDirectory(PathOf("sdk"));
        ExecutableFile.Write(PathOf("sdk/dotnet"), """
            #!/bin/sh
            case $1 in
              --version) echo 10.0.401 ;;
              build)
                echo built >>builds
                mkdir -p artifacts/bin/DataJoint.Cli/release
                printf '#!/bin/sh\necho "ran $*"\n' >artifacts/bin/DataJoint.Cli/release/djc
                chmod +x artifacts/bin/DataJoint.Cli/release/djc ;;
            esac
            """.ReplaceLineEndings("\n"));
        File.Copy(Path.Combine(RepositoryRoot.Path, "djc"), PathOf("djc"));
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"])
        {
            _checkout.Write(file, "");
        }

        foreach (string file in Directory.GetFiles(_checkout.Root, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        }

        Directory.SetLastWriteTimeUtc(PathOf("src"), DateTime.UtcNow.AddHours(-1));
    }

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task It_builds_once_and_leaves_no_lock()
    {
        (await RunAsync()).ShouldBe("ran hello\n");
        (await RunAsync()).ShouldBe("ran hello\n");
        ShouldBeBuiltOnce();
    }

    [Fact]
    public async Task A_lock_whose_owner_was_killed_is_taken_over()
    {
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync(Cancellation);
        Directory.CreateDirectory(PathOf("artifacts"));
        File.CreateSymbolicLink(PathOf("artifacts/djc.owner"), gone.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));

        (await RunAsync()).ShouldBe("ran hello\n");
        ShouldBeBuiltOnce();
    }

    [Fact]
    public async Task Of_several_that_find_the_lock_of_a_dead_owner_one_takes_it()
    {
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync(Cancellation);
        Directory.CreateDirectory(PathOf("artifacts"));
        string dead = gone.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        File.CreateSymbolicLink(PathOf("artifacts/djc.owner"), dead);
        File.CreateSymbolicLink(PathOf("artifacts/djc.owner." + dead), dead); // and of one that died over it

        string[] outputs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync()));

        outputs.ShouldAllBe(output => output == "ran hello\n");
        ShouldBeBuiltOnce();
    }

    [Fact]
    public async Task Several_at_once_build_once()
    {
        string[] outputs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync()));

        outputs.ShouldAllBe(output => output == "ran hello\n");
        ShouldBeBuiltOnce();
    }

    private string PathOf(string file) => Path.Combine(_checkout.Root, file);

    private void ShouldBeBuiltOnce()
    {
        File.ReadAllText(PathOf("builds")).ShouldBe("built\n");
        Directory.GetFileSystemEntries(PathOf("artifacts"), "djc.*").Select(Path.GetFileName).ShouldBe(["djc.log", "djc.stamp"], ignoreOrder: true);
    }

    private async Task<string> RunAsync()
    {
        ProcessStartInfo start = new("sh", [PathOf("djc"), "hello"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = PathOf("sdk") + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment.Remove("DOTNET_ROOT");
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(0, await error);
        return output;
    }
}
