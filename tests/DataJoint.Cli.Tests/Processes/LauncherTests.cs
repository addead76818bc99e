using System.Diagnostics;

namespace DataJoint.Cli.Tests;

/// <summary>The script ./djc of a clone, with a dotnet that only pretends to build.</summary>
public sealed class LauncherTests : IDisposable
{
    /// <summary>Ends its build when what it says has been told on the screen.</summary>
    private const string Dotnet =
        """
        #!/bin/sh
        [ "$1" = build ] || { echo 10.0.401; exit; }
        told() { until grep -q "$1" "$SCREEN"; do sleep 0.1; done; }
        told 'getting packages'
        echo '  DataJoint.Configuration -> /x/DataJoint.Configuration.dll'
        told 'compiled DataJoint.Configuration'
        mkdir -p artifacts/bin/DataJoint.Cli/release
        printf '#!/bin/sh\necho "ran $*"\n' > artifacts/bin/DataJoint.Cli/release/djc
        chmod +x artifacts/bin/DataJoint.Cli/release/djc

        """;

    private readonly TemporaryProject _clone = new TemporaryProject().Write("src/DataJoint.Cli/x.cs", "").Write("bin/dotnet", Dotnet).Write("screen", "");

    public LauncherTests()
    {
        foreach (string file in (string[])["djc", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"])
        {
            File.Copy(Path.Combine(RepositoryRoot.Path, file), Path.Combine(_clone.Root, file));
        }
    }

    public void Dispose() => _clone.Dispose();

    [Fact]
    public async Task The_first_build_tells_how_far_it_is_and_the_next_run_builds_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There djc.ps1 takes its place.");

        (await RunAsync("./djc check")).ShouldBe("ran check\n");
        File.ReadAllLines(Path.Combine(_clone.Root, "screen")).ShouldBe(
            ["building djc with .NET SDK 10.0.401; the first time takes a minute or two", "  getting packages and compiling", "  compiled DataJoint.Configuration"]);

        (await RunAsync("./djc --version")).ShouldBe("ran --version\n");
        File.ReadAllText(Path.Combine(_clone.Root, "screen")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_only_completes_a_word_waits_for_no_build()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There djc.ps1 takes its place.");

        (await RunAsync("DJC_COMPLETION=1 ./djc __complete -- =; echo $?")).ShouldBe("0\n");
        Directory.Exists(Path.Combine(_clone.Root, "artifacts")).ShouldBeFalse();
    }

    private async Task<string> RunAsync(string command)
    {
        // Copied, since another test's program may still have them open for writing, and then nobody can run them.
        const string Start = "for f in djc bin/dotnet; do cp -p $f $f.new; chmod +x $f.new; mv $f.new $f; done; PATH=$PWD/bin:$PATH SCREEN=$PWD/screen; export PATH SCREEN; exec 2>screen; ";
        ProcessStartInfo start = new("/bin/sh", ["-c", Start + command]) { WorkingDirectory = _clone.Root, RedirectStandardOutput = true };
        start.Environment.Remove("DOTNET_ROOT");
        using CancellationTokenSource hang = new(TimeSpan.FromMinutes(5));
        using Process process = Process.Start(start)!;
        await using CancellationTokenRegistration end = hang.Token.Register(() => process.Kill(entireProcessTree: true));
        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return output;
    }
}
