using System.Diagnostics;

namespace DataJoint.Git.Tests;

/// <summary>A directory of its own that goes away with it, and git in it.</summary>
internal sealed class TemporaryRepository : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dj-git-");

    public string Root => _directory.FullName;

    public string PathOf(string name) => Path.Combine(Root, name);

    public TemporaryRepository With(string name, string text)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public TemporaryRepository Mode(string name, string octal)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(name), (UnixFileMode)Convert.ToInt32(octal, 8));
        }

        return this;
    }

    /// <summary>Makes it a repository; what the machine's user ignores everywhere does not count in it.</summary>
    public TemporaryRepository Init()
    {
        Git("init", "--quiet", "--initial-branch=main");
        return Git("config", "core.excludesFile", PathOf(".git/no-such-file"));
    }

    public TemporaryRepository Commit(params string[] paths) =>
        Git(["add", "--force", "--", .. paths])
            .Git("-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgSign=false", "commit", "--quiet", "-m", "Add");

    public TemporaryRepository Git(params string[] words)
    {
        GitSays(words);
        return this;
    }

    public string GitSays(params string[] words)
    {
        ProcessStartInfo start = new("git", words) { WorkingDirectory = Root, RedirectStandardError = true, RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        Task<string> complaint = git.StandardError.ReadToEndAsync();
        string answer = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, complaint.Result);
        return answer.Trim();
    }

    public GitRepository Open() => GitRepository.Open(Root).ShouldNotBeNull();

    public void Dispose()
    {
        foreach (string file in Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            File.SetAttributes(file, FileAttributes.Normal); // git's objects are read-only
        }

        _directory.Delete(recursive: true);
    }
}
