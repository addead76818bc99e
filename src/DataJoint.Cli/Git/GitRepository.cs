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
    /// <param name="patterns">Patterns as git has them, such as <c>datajoint*.json</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListTrackedHereAsync(IEnumerable<string> patterns, CancellationToken cancellationToken) =>
        [.. (await AskAsync(["ls-files", "-z", "--", .. patterns], null, cancellationToken)).ToList().Where(IsHere)];

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

    /// <summary>Every version of the files at or below the paths that a commit of any branch, tag or other ref holds.</summary>
    /// <param name="patterns">Paths and patterns as git has them, relative to the directory.</param>
    /// <param name="timeout">How long git may take for it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">git could not answer, or not in time (<see cref="GitException.IsTimeout"/>).</exception>
    public async Task<IReadOnlyList<GitBlob>> ListHistoryAsync(IEnumerable<string> patterns, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Merges are compared with each of their parents: a file can come in with a merge alone.
        string[] command = ["log", "--all", "--full-history", "-m", "--format=", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--diff-filter=AMT", "--"];
        GitAnswer answer = await AskAsync([.. command, .. patterns], null, cancellationToken, timeout);
        List<GitBlob> found = [];
        string? id = null;
        foreach (string token in answer.ToList())
        {
            // ":100644 100644 <id before> <id after> M", and then the path.
            if (id is null)
            {
                id = token.Trim('\n').Split(' ') is [_, _, _, string after, _] ? after : throw new GitException("git gave a history that djc does not understand");
            }
            else
            {
                found.Add(new GitBlob(token, id));
                id = null;
            }
        }

        return [.. found.Distinct()];
    }

    /// <summary>The contents with these ids; those that are missing or larger than the limit are omitted.</summary>
    /// <param name="ids">The ids; the first thousand are read.</param>
    /// <param name="maxBytes">The largest content to read, in bytes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadBlobsAsync(IEnumerable<string> ids, int maxBytes, CancellationToken cancellationToken)
    {
        const int MaxBlobs = 1000;
        const long MaxTotalBytes = 64L << 20;
        byte[] asked = Encoding.ASCII.GetBytes(string.Concat(ids.Distinct(StringComparer.Ordinal).Take(MaxBlobs).Select(id => id + "\n")));
        if (asked.Length == 0)
        {
            return new Dictionary<string, byte[]>();
        }

        GitAnswer sizes = await AskAsync(["cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)"], asked, cancellationToken);
        long total = 0;
        List<(string Id, int Size)> wanted = [];
        foreach (string line in Encoding.ASCII.GetString(sizes.Output).Split('\n'))
        {
            if (line.Split(' ') is [string id, "blob", string digits] && long.TryParse(digits, out long size) && size <= maxBytes && (total += size) <= MaxTotalBytes)
            {
                wanted.Add((id, (int)size));
            }
        }

        byte[] order = Encoding.ASCII.GetBytes(string.Concat(wanted.Select(blob => blob.Id + "\n")));
        byte[] contents = wanted.Count == 0 ? [] : (await AskAsync(["cat-file", "--batch=%(objectname)"], order, cancellationToken)).Output;
        Dictionary<string, byte[]> found = new(StringComparer.Ordinal);
        int position = 0;
        foreach ((string id, int size) in wanted)
        {
            // "<id>\n", the content, and a line end.
            position += id.Length + 1;
            found[id] = position + size <= contents.Length ? contents[position..(position + size)] : throw new GitException("git gave less than it holds");
            position += size + 1;
        }

        return found;
    }

    private static bool IsHere(string path) => !path.Contains('/', StringComparison.Ordinal);

    private async Task<GitAnswer> AskAsync(IEnumerable<string> arguments, byte[]? input, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        GitAnswer answer = await _git.RunAsync(arguments, input, cancellationToken, timeout);
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
