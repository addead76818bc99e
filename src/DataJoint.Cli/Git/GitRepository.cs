using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>The git repository that a project is in.</summary>
internal sealed class GitRepository
{
    private readonly GitProgram _git;

    private GitRepository(GitProgram git, string root)
    {
        _git = git;
        Root = root;
    }

    /// <summary>The directory that holds <c>.git</c>.</summary>
    public string Root { get; }

    /// <summary>Opens the repository of a directory.</summary>
    /// <param name="directory">The directory; paths below are relative to it.</param>
    /// <returns>The repository, or null when the directory is in none.</returns>
    /// <exception cref="GitException">There is a repository, but git is not installed.</exception>
    public static GitRepository? Find(string directory)
    {
        if (ProjectFinder.FindRepository(directory) is not string root)
        {
            return null;
        }

        return GitProgram.Find(directory, root) is GitProgram git
            ? new GitRepository(git, root)
            : throw new GitException("git is not installed, so the repository was not looked at", "Install git.") { IsAbsence = true };
    }

    /// <summary>Which of the paths no rule ignores, whether tracked or not.</summary>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListNotIgnoredAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        byte[] input = Encoding.UTF8.GetBytes(string.Concat(paths.Select(p => p + "\0")));
        GitAnswer answer = await AskAsync(["check-ignore", "--no-index", "-z", "--stdin"], input, cancellationToken);
        return [.. paths.Except(answer.ToList(), StringComparer.Ordinal)];
    }

    /// <summary>The files at or below the paths that the next commit would hold.</summary>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListTrackedAsync(IEnumerable<string> paths, CancellationToken cancellationToken) =>
        (await AskAsync(["--literal-pathspecs", "ls-files", "-z", "--", .. paths], null, cancellationToken)).ToList();

    /// <summary>The files at or below the path that the last commit holds; none before the first commit.</summary>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListCommittedAsync(string path, CancellationToken cancellationToken)
    {
        GitAnswer head = await _git.RunAsync(["rev-parse", "--verify", "--quiet", "HEAD"], null, cancellationToken);
        return head.ExitCode != 0
            ? []
            : (await AskAsync(["--literal-pathspecs", "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", path], null, cancellationToken)).ToList();
    }

    /// <summary>The names of the files in the directory itself that the next commit would hold.</summary>
    /// <param name="pattern">A pattern as git has it, such as <c>datajoint*.json</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListTrackedHereAsync(string pattern, CancellationToken cancellationToken) =>
        [.. (await AskAsync(["ls-files", "-z", "--", pattern], null, cancellationToken)).ToList().Where(IsHere)];

    /// <summary>The names of the files in the directory itself that the last commit holds; none before the first commit.</summary>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListCommittedHereAsync(CancellationToken cancellationToken)
    {
        GitAnswer head = await _git.RunAsync(["rev-parse", "--verify", "--quiet", "HEAD"], null, cancellationToken);
        return head.ExitCode != 0 ? [] : (await AskAsync(["ls-tree", "-z", "--name-only", "HEAD"], null, cancellationToken)).ToList();
    }

    /// <summary>The content of a file as git has it; no filter runs.</summary>
    /// <param name="revision"><c>HEAD</c> for the last commit, or empty for the index.</param>
    /// <param name="name">The file's name in the directory itself.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<byte[]> ReadAsync(string revision, string name, CancellationToken cancellationToken) =>
        (await AskAsync(["cat-file", "blob", $"{revision}:./{name}"], null, cancellationToken)).Output;

    private static bool IsHere(string path) => !path.Contains('/', StringComparison.Ordinal);

    private async Task<GitAnswer> AskAsync(IEnumerable<string> arguments, byte[]? input, CancellationToken cancellationToken)
    {
        GitAnswer answer = await _git.RunAsync(arguments, input, cancellationToken);
        if (answer.ExitCode is 0 or 1)
        {
            return answer;
        }

        throw answer.Complaint.Contains("not a git repository", StringComparison.Ordinal)
            ? new GitException($"{Display.Sanitize(Root, 400)} holds a .git that is no git repository") { IsAbsence = true }
            : answer.Complaint.Contains("dubious ownership", StringComparison.Ordinal)
            ? new GitException(
                "git does not trust this repository, because it belongs to another user, so it was not looked at",
                ShellWord.From(Root) is string word
                    ? $"Run: git config --global --add safe.directory {word}"
                    : "If you trust it, add it to git's safe.directory.")
            : new GitException($"git could not look at the repository: {answer.Complaint}");
    }
}
