using System.Diagnostics;
using System.Security.Cryptography;

namespace DataJoint.Cli.Tests;

/// <summary>Pipes and devices outside the stores, and files that somebody else is busy with.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly StoreProject _project = new StoreProject().With("main/a", "content");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_pipe_is_not_replaced_by_a_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems do not tell pipes from files.");
        Shell("mkfifo pipe && ln -s pipe link");

        foreach (string target in (string[])["pipe", "link"])
        {
            DjcResult refused = _project.Run("get", "main:a", target, "--overwrite");
            refused.ExitCode.ShouldBe(2, refused.All);
            refused.Error.ShouldContain("is a device, a pipe or a socket, which is not replaced");
        }

        Shell("test -p pipe && test -L link").ShouldBe(0);
    }

    [Fact]
    public void A_pipe_by_its_path_is_content_of_unknown_length()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        Shell("mkfifo pipe");
        using Process writer = Start("printf 'made by another program' > pipe");

        DjcResult result = _project.Run("put", "pipe", "main:b");

        result.ExitCode.ShouldBe(0, result.All);
        _project.Read("main/b").ShouldBe("made by another program");
        writer.WaitForExit();
    }

    [Fact]
    public async Task A_put_that_waits_for_a_pipe_ends_with_the_first_signal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no pipes in folders.");
        Shell("mkfifo pipe");
        using CancellationTokenSource signal = new(TimeSpan.FromSeconds(0.5));
        Djc djc = _project.Djc(interruption: signal.Token);

        DjcResult result = await Task.Run(() => djc.Run("store", "put", "pipe", "main:b"), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(130, result.All);
        _project.Files("main").ShouldBe(["a"]);
        Shell(": <> pipe"); // lets go of the one that waits, and waits for nobody itself
    }

    [Fact]
    public void A_second_download_to_one_file_says_that_there_is_another()
    {
        string unfinished = ".datajoint-tmp-get-" + Convert.ToHexStringLower(SHA256.HashData("copy"u8).AsSpan(0, 12));
        _project.With(unfinished, "begun");
        using FileStream other = new(_project.PathOf(unfinished), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        DjcResult refused = _project.Run("get", "main:a", "copy", "--resume");

        refused.ExitCode.ShouldBe(1, refused.All);
        refused.Error.ShouldContain("/project/copy cannot be written: another download is writing there\n");
    }

    private int Shell(string script)
    {
        using Process shell = Start(script);
        shell.WaitForExit();
        return shell.ExitCode;
    }

    private Process Start(string script) => Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = _project.PathOf(".") })!;
}
