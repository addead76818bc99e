using System.Diagnostics;

namespace DataJoint.Git.Tests;

/// <summary>Pipes, devices and links out of the repository in place of git's own files: none is opened, and each is told.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private static readonly string[] Everything = ["--all", "--reflog", "--indexed-objects"];
    private static readonly string[] Files =
        ["HEAD", "packed-refs", "index", "shallow", "config", "logs/HEAD", "logs/refs/heads/main", "refs/heads/main", "objects/info/alternates", "objects/pack/pack-a.idx"];

    private readonly TemporaryRepository _repository = new TemporaryRepository().Init();
    private readonly TemporaryRepository _outside = new TemporaryRepository().With("other", "open-Value-of-another-file refs/heads/x\n");

    public static TheoryData<string> Names => [.. Files];

    public void Dispose()
    {
        _repository.Dispose();
        _outside.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_pipe_is_told_and_not_opened(string name)
    {
        string path = Replace(name);
        Make("mkfifo", path);
        (await ReadAsync()).ShouldContain(message => message.Contains(Path.GetFileName(name), StringComparison.Ordinal) && message.Contains("FIFO", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_link_to_a_device_is_told_and_not_opened(string name)
    {
        File.CreateSymbolicLink(Replace(name), "/dev/zero");
        (await ReadAsync()).ShouldContain(message => message.Contains(Path.GetFileName(name), StringComparison.Ordinal) && message.Contains("device", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_link_out_of_the_repository_is_told_and_nothing_of_its_content(string name)
    {
        string path = Replace(name);
        File.CreateSymbolicLink(path, _outside.PathOf("other"));
        IReadOnlyList<string> messages = await ReadAsync();
        messages.ShouldContain(message => message.Contains(Path.GetFileName(name), StringComparison.Ordinal));
        messages.ShouldAllBe(message => !message.Contains("open-Value", StringComparison.Ordinal) && !message.Contains("heads/x", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_within_the_repository_is_followed()
    {
        File.CreateSymbolicLink(Replace("HEAD"), "refs/heads/main");
        (await ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_directory_of_logs_that_leads_back_to_itself_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take a privilege");
        _repository.With("a", "1\n").Commit("a");
        Directory.CreateSymbolicLink(_repository.PathOf(".git/logs/refs/again"), "..");
        Directory.CreateSymbolicLink(_repository.PathOf(".git/refs/again"), "..");
        IReadOnlyList<string> messages = await ReadAsync();
        messages.ShouldContain("logs/refs/again is a link to a directory, which is not followed");
        messages.ShouldContain("refs/again is a link to a directory, which is not followed");
    }

    [Theory]
    [InlineData("a file")]
    [InlineData("a pipe")]
    [InlineData("a link to nothing")]
    public async Task What_is_no_directory_in_place_of_the_logs_is_told(string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take a privilege, and there are no pipes in directories");
        _repository.With("a", "1\n").Commit("a");
        string logs = _repository.PathOf(".git/logs");
        Directory.Delete(logs, recursive: true);
        switch (what)
        {
            case "a file":
                File.WriteAllText(logs, "");
                break;
            case "a pipe":
                Make("mkfifo", logs);
                break;
            default:
                File.CreateSymbolicLink(logs, "nothing");
                break;
        }

        (await ReadAsync()).ShouldContain("logs is not a directory");
    }

    [Fact]
    public async Task A_file_in_place_of_the_directory_that_is_a_pipe_makes_no_repository()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no pipes in directories");
        Make("mkfifo", _outside.PathOf(".git"));
        GitHistory? history = await Task.Run(() => GitHistory.Open(_outside.Root), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        history.ShouldBeNull();
    }

    /// <summary>Makes a history, and room for another file.</summary>
    private string Replace(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no pipes in directories, and links take a privilege");
        _repository.With("a", "1\n").Commit("a");
        string path = _repository.PathOf(".git/" + name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        return path;
    }

    private static void Make(string program, string path)
    {
        using var maker = Process.Start(program, [path]);
        maker.WaitForExit();
        maker.ExitCode.ShouldBe(0);
    }

    /// <summary>What is told of a history. A reader that blocks is given up.</summary>
    private Task<IReadOnlyList<string>> ReadAsync() => Task.Run(
        IReadOnlyList<string> () =>
        {
            try
            {
                using GitHistory history = GitHistory.Open(_repository.Root).ShouldNotBeNull();
                return history.List(Everything).Faults;
            }
            catch (GitException refused)
            {
                return [refused.Message];
            }
        }).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
}
