using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Git;

/// <summary>The git repository that a directory is in, seen from that directory: what git tracks, ignores and remembers.</summary>
/// <remarks>
/// Answers come from the <c>git</c> program. Nothing that the repository configures is run (hooks, filters, pagers, transports), and nothing is
/// changed, neither the index nor the history. One command of git has a minute unless its method takes another limit.
/// </remarks>
public sealed class GitRepository
{
    private const string LinkMode = "120000";

    private readonly GitProgram _git;

    private GitRepository(GitProgram git, string root)
    {
        _git = git;
        Root = root;
    }

    /// <summary>The directory that holds <c>.git</c>.</summary>
    public string Root { get; }

    internal GitProgram Program => _git;

    /// <summary>Looks for a repository from a directory upwards, without asking git.</summary>
    /// <param name="directory">The directory to begin with, absolute.</param>
    /// <returns>
    /// The nearest directory whose <c>.git</c> is laid out as git demands. Only where there is none, the nearest with anything of that name; and null without one.
    /// </returns>
    public static string? FindRoot(string directory)
    {
        string? named = null;
        for (string? place = directory; place is not null; place = Path.GetDirectoryName(place))
        {
            string entry = Path.Combine(place, ".git");
            if (GitLayout.IsRepository(entry))
            {
                return place;
            }

            named ??= Path.Exists(entry) ? place : null;
        }

        return named;
    }

    /// <summary>Looks for a bare repository, or the inside of a <c>.git</c>, from a directory upwards, without asking git.</summary>
    /// <param name="directory">The directory to begin with, absolute.</param>
    /// <returns>The nearest directory that is laid out as git demands of a <c>.git</c>; null without one.</returns>
    public static string? FindBare(string directory)
    {
        string? place = directory;
        while (place is not null && !GitLayout.IsRepositoryDirectory(place))
        {
            place = Path.GetDirectoryName(place);
        }

        return place;
    }

    /// <summary>Opens the repository of a directory.</summary>
    /// <param name="directory">The directory, absolute; the paths of all methods are relative to it.</param>
    /// <param name="searchPath">Directories as in PATH to look for git in, of which relative ones do not count; null means PATH.</param>
    /// <returns>The repository, or null when the directory is in none.</returns>
    /// <exception cref="GitException">There is a repository, but git is not installed (<see cref="GitException.IsUnavailable"/>).</exception>
    public static GitRepository? Open(string directory, string? searchPath = null)
    {
        if (FindRoot(directory) is not string root)
        {
            return null;
        }

        return GitProgram.Find(directory, root, searchPath) is GitProgram git
            ? new GitRepository(git, root)
            : throw Missing();
    }

    private static GitException Missing() => GitException.Unavailable("git is not installed, so the repository was not looked at", "Install git.");

    /// <summary>Whether git itself takes what is at <see cref="Root"/> for a repository. It passes by an empty <c>.git</c>, and takes the files around it.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False when it is none.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken = default)
    {
        GitAnswer answer = await _git.RunAsync(["rev-parse", "--git-dir"], null, cancellationToken).ConfigureAwait(false);
        return answer.ExitCode == 0 || (IsNoRepository(answer) ? false : throw CreateException(answer));
    }

    /// <summary>Whether a path is recorded as a submodule, checked out or not: git takes no file below it.</summary>
    /// <param name="path">The path, taken literally.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>True for a submodule.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<bool> IsSubmoduleAsync(string path, CancellationToken cancellationToken = default)
    {
        // "160000 <id> 0\t<path>" is a commit of another repository.
        IReadOnlyList<string> entries = (await AskAsync(["--literal-pathspecs", "ls-files", "--stage", "-z", "--", path], null, cancellationToken).ConfigureAwait(false)).ToList();
        return entries.Any(entry => entry.StartsWith("160000 ", StringComparison.Ordinal) && entry.EndsWith("\t" + path, StringComparison.Ordinal));
    }

    /// <summary>Which of the paths no rule ignores, whether tracked or not.</summary>
    /// <param name="paths">Paths, which need not exist.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The paths that <c>git add</c> would take.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListNotIgnoredAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken = default)
    {
        byte[] input = Encoding.UTF8.GetBytes(string.Concat(paths.Select(p => p + "\0")));
        GitAnswer answer = await AskAsync(["check-ignore", "--no-index", "-z", "--stdin"], input, cancellationToken).ConfigureAwait(false);
        return [.. paths.Except(answer.ToList(), StringComparer.Ordinal)];
    }

    /// <summary>The files at or below the paths that the next commit would hold.</summary>
    /// <param name="paths">Paths, taken literally.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListTrackedAsync(IEnumerable<string> paths, CancellationToken cancellationToken = default) =>
        (await AskAsync(["--literal-pathspecs", "ls-files", "-z", "--", .. paths], null, cancellationToken).ConfigureAwait(false)).ToList();

    /// <summary>The files at or below the path that the last commit holds; none before the first commit.</summary>
    /// <param name="path">The path, taken literally.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListCommittedAsync(string path, CancellationToken cancellationToken = default)
    {
        GitAnswer head = await _git.RunAsync(["rev-parse", "--verify", "--quiet", "HEAD"], null, cancellationToken).ConfigureAwait(false);
        return head.ExitCode != 0
            ? []
            : (await AskAsync(["--literal-pathspecs", "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", path], null, cancellationToken).ConfigureAwait(false)).ToList();
    }

    /// <summary>The names of the files in the directory itself that the next commit would hold.</summary>
    /// <param name="patterns">Patterns as git has them, such as <c>datajoint*.json</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Their names.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListTrackedHereAsync(IEnumerable<string> patterns, CancellationToken cancellationToken = default) =>
        [.. (await AskAsync(["ls-files", "-z", "--", .. patterns], null, cancellationToken).ConfigureAwait(false)).ToList().Where(IsHere)];

    /// <summary>The files in the directory and in all folders below it that the next commit would hold.</summary>
    /// <param name="patterns">Patterns of names, such as <c>dj_local_conf.json*</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListTrackedBelowAsync(IEnumerable<string> patterns, CancellationToken cancellationToken = default) =>
        (await AskAsync(["ls-files", "-z", "--", .. patterns.Select(pattern => ":(glob)**/" + pattern)], null, cancellationToken).ConfigureAwait(false)).ToList();

    /// <summary>The names of the files and folders in the directory itself that the last commit holds; none before the first commit.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Their names.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListCommittedHereAsync(CancellationToken cancellationToken = default)
    {
        GitAnswer head = await _git.RunAsync(["rev-parse", "--verify", "--quiet", "HEAD"], null, cancellationToken).ConfigureAwait(false);
        return head.ExitCode != 0 ? [] : (await AskAsync(["ls-tree", "-z", "--name-only", "HEAD"], null, cancellationToken).ConfigureAwait(false)).ToList();
    }

    /// <summary>The content of a file as the next commit would hold it; no filter runs.</summary>
    /// <param name="name">The file's name in the directory itself.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The content.</returns>
    /// <exception cref="GitException">git could not answer, or has no such file.</exception>
    public Task<byte[]> ReadStagedAsync(string name, CancellationToken cancellationToken = default) => ReadAsync(":./" + name, cancellationToken);

    /// <summary>The content of a file as the last commit holds it; no filter runs.</summary>
    /// <param name="name">The file's name in the directory itself.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The content.</returns>
    /// <exception cref="GitException">git could not answer, or has no such file.</exception>
    public Task<byte[]> ReadCommittedAsync(string name, CancellationToken cancellationToken = default) => ReadAsync("HEAD:./" + name, cancellationToken);

    /// <summary>Every version of the files at or below the paths that a commit of any branch, tag or other ref holds.</summary>
    /// <param name="patterns">Paths and patterns as git has them, relative to the directory.</param>
    /// <param name="timeout">How long git may take for it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Each path with each of its contents once.</returns>
    /// <exception cref="GitException">git could not answer, or not in time (<see cref="GitException.IsTransient"/>).</exception>
    public async Task<IReadOnlyList<GitBlob>> ListHistoryAsync(IEnumerable<string> patterns, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        // Merges are compared with each of their parents: a file can come in with a merge alone.
        string[] command = ["log", "--all", "--full-history", "-m", "--format=", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--diff-filter=AMT", "--"];
        GitAnswer answer = await AskAsync([.. command, .. patterns], null, cancellationToken, timeout).ConfigureAwait(false);
        List<GitBlob> found = [];
        (string Mode, string Id)? entry = null;
        foreach (string token in answer.ToList())
        {
            // ":100644 100644 <id before> <id after> M", and then the path.
            if (entry is not var (mode, id))
            {
                entry = token.Trim('\n').Split(' ') is [_, string now, _, string after, _] ? (now, after) : throw new GitException("git gave a history that djc does not understand");
            }
            else
            {
                found.Add(new GitBlob(token, id, isLink: mode == LinkMode));
                entry = null;
            }
        }

        return [.. found.DistinctBy(blob => (blob.Path, blob.Id, blob.IsLink))];
    }

    /// <summary>The contents with these ids; those that are missing or larger than the limit are omitted.</summary>
    /// <param name="ids">The ids; the first thousand are read.</param>
    /// <param name="maxBytes">The largest content to read, in bytes; of all together 64 MiB are read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The contents by their ids.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadBlobsAsync(IEnumerable<string> ids, int maxBytes, CancellationToken cancellationToken = default)
    {
        const int MaxBlobs = 1000;
        const long MaxTotalBytes = 64L << 20;
        byte[] asked = Encoding.ASCII.GetBytes(string.Concat(ids.Distinct(StringComparer.Ordinal).Take(MaxBlobs).Select(id => id + "\n")));
        if (asked.Length == 0)
        {
            return new Dictionary<string, byte[]>();
        }

        GitAnswer sizes = await AskAsync(["cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)"], asked, cancellationToken).ConfigureAwait(false);
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
        byte[] contents = wanted.Count == 0 ? [] : (await AskAsync(["cat-file", "--batch=%(objectname)"], order, cancellationToken).ConfigureAwait(false)).Output;
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

    private async Task<byte[]> ReadAsync(string content, CancellationToken cancellationToken) =>
        (await AskAsync(["cat-file", "blob", content], null, cancellationToken).ConfigureAwait(false)).Output;

    private async Task<GitAnswer> AskAsync(IEnumerable<string> arguments, byte[]? input, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        GitAnswer answer = await _git.RunAsync(arguments, input, cancellationToken, timeout).ConfigureAwait(false);
        return answer.ExitCode is 0 or 1 ? answer : throw CreateException(answer);
    }

    private static bool IsNoRepository(GitAnswer answer) =>
        answer.Complaint.Contains("not a git repository", StringComparison.Ordinal) || answer.Complaint.Contains("invalid gitfile format", StringComparison.Ordinal);

    private GitException CreateException(GitAnswer answer) =>
        IsNoRepository(answer)
            ? GitException.Unavailable($"{Display.Sanitize(Root, 400)} holds a .git that is not a git repository")
            : answer.Complaint.Contains("dubious ownership", StringComparison.Ordinal)
            ? new GitException(
                "git does not trust this repository, because it belongs to another user, so it was not looked at",
                ShellWord.From(Root) is string word
                    ? $"Run: git config --global --add safe.directory {word}"
                    : "If you trust it, add it to git's safe.directory.")
            : new GitException($"git could not look at the repository: {answer.Complaint}");
}
