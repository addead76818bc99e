using System.Text;

namespace DataJoint.Git;

/// <summary>The objects of a repository: files of the work tree, what is staged, and everything that any ref or reflog reaches.</summary>
/// <remarks>Contents are streamed, so that the largest takes no memory. Nothing of the repository is run, no missing object is fetched.</remarks>
public sealed class GitObjects
{
    private static readonly TimeSpan ListingLimit = TimeSpan.FromMinutes(10);

    private static readonly string[] LogCommand =
    [
        "log", "--full-history", "-m", "--root", "--format=%x01%H %aI", "--raw", "-z", "-O/dev/null", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--diff-filter=AMT",
    ];

    private readonly GitProgram _git;
    private readonly string _root;

    /// <summary>The objects of a repository.</summary>
    /// <param name="repository">The repository; paths are relative to the directory that it was opened for.</param>
    public GitObjects(GitRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        _git = repository.Program;
        _root = repository.Root;
    }

    /// <summary>The objects of the repository that git is run in, which may be bare.</summary>
    internal GitObjects(GitProgram git)
    {
        _git = git;
        _root = "";
    }

    /// <summary>The files of the work tree that git tracks, or would with <c>git add</c>.</summary>
    /// <param name="paths">Files and directories, taken literally; none for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Their paths; one that ends with <c>/</c> is a repository of its own.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListWorkingFilesAsync(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        string[] command = ["--literal-pathspecs", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--"];
        return (await AskAsync([.. command, .. paths], cancellationToken).ConfigureAwait(false)).ToList();
    }

    /// <summary>The files that the next commit would add or change, with their content.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Each with the id of its content.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<GitBlob>> ListStagedAsync(CancellationToken cancellationToken = default)
    {
        string[] command = ["diff", "--cached", "--raw", "-z", "-O/dev/null", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--diff-filter=AMT"];
        string directory = Encoding.UTF8.GetString((await AskAsync(["rev-parse", "--absolute-git-dir"], cancellationToken).ConfigureAwait(false)).Output).TrimEnd('\n');
        GitAnswer answer = await _git.ForHook(Path.GetFullPath(directory)).RunAsync(command, null, cancellationToken, ListingLimit).ConfigureAwait(false);
        IReadOnlyList<string> tokens = answer.ExitCode == 0 ? answer.ToList() : throw CreateException(answer);
        List<GitBlob> staged = [];
        for (int i = 0; i + 1 < tokens.Count; i += 2)
        {
            if (tokens[i].Split(' ') is [_, not "160000", _, string id, _])
            {
                staged.Add(new GitBlob(tokens[i + 1], id));
            }
        }

        return staged;
    }

    /// <summary>Reads objects by their ids.</summary>
    /// <param name="blobs">The objects, with the paths to name them by.</param>
    /// <param name="read">Takes each with its content, one after another.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">git could not answer.</exception>
    public Task ReadAsync(IReadOnlyList<GitBlob> blobs, Action<GitObject, Stream> read, CancellationToken cancellationToken = default) =>
        new ObjectBatch(_git, read).ReadAsync(
            async (input, skipped) =>
            {
                foreach (GitBlob blob in blobs.Skip(skipped))
                {
                    await input.WriteAsync(Encoding.UTF8.GetBytes($"{blob.Id} {blob.Path.Replace('\n', ' ')}\n"), cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken);

    /// <summary>Reads everything that revisions reach: contents, messages of commits and tags.</summary>
    /// <param name="revisions">As <c>git rev-list</c> takes them, such as <c>--all</c>, <c>main</c> and <c>--not</c>.</param>
    /// <param name="read">Takes each object once, with its content.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What git said when it could not list all of them, or null.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<string?> ReadReachableAsync(IReadOnlyList<string> revisions, Action<GitObject, Stream> read, CancellationToken cancellationToken = default)
    {
        GitAnswer listed = await ReadListedAsync(["rev-list", "--objects", "--missing=print", .. revisions], read, cancellationToken).ConfigureAwait(false);
        bool isWhole = listed.ExitCode == 0 && !listed.Complaint.StartsWith("error:", StringComparison.Ordinal); // a ref that leads nowhere
        return isWhole ? null : listed.Complaint;
    }

    /// <summary>Lists contents that stand at other paths, too.</summary>
    /// <param name="revisions">As <c>git rev-list</c> takes them.</param>
    /// <param name="forms">The ids of the contents, and the form of the path that is known of each; empty for those that do not matter.</param>
    /// <param name="findForm">The form of a path.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Each content once for each other form.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<GitBlob>> ListOtherPathsAsync(
        IReadOnlyList<string> revisions, IReadOnlyDictionary<string, string> forms, Func<string, string> findForm, CancellationToken cancellationToken = default)
    {
        Dictionary<(string Id, string Form), GitBlob> found = [];
        IEnumerable<string> commits = revisions.Where(revision => revision != "--indexed-objects"); // contents have no commit
        await _git.StreamAsync([.. LogCommand, .. commits], null, output => ReadLog(output, Add), cancellationToken).ConfigureAwait(false);
        return [.. found.Values];

        void Add(string id, string[] commit, string path)
        {
            if (forms.TryGetValue(id, out string? known) && known.Length > 0 && findForm(path) is string form && form != known)
            {
                found[(id, form)] = new GitBlob(path, id);
            }
        }
    }

    /// <summary>Finds the oldest commits that brought contents.</summary>
    /// <param name="ids">The ids of the contents.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The commits, one for each content and each of its paths; what no commit brought, such as a staged content, has none.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyCollection<GitIntroduction>> FindIntroductionsAsync(IReadOnlySet<string> ids, CancellationToken cancellationToken = default)
    {
        Dictionary<(string Id, string Path), GitIntroduction> found = [];
        await _git.StreamAsync([.. LogCommand, "--all", "--reflog"], null, output => ReadLog(output, Add), cancellationToken).ConfigureAwait(false);
        return found.Values;

        void Add(string id, string[] commit, string path)
        {
            if (ids.Contains(id))
            {
                found[(id, path)] = new GitIntroduction(id, commit[0], commit[^1], path); // from new to old: the oldest stays
            }
        }
    }

    /// <summary>The directory that git takes hooks from: the one that the repository's or the user's configuration names, else <c>hooks</c> of the repository.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The directory, absolute.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<string> FindHooksAsync(CancellationToken cancellationToken = default)
    {
        // Lists of "scope\0value\0"; what is said on the command line is ours.
        GitAnswer asked = await _git.RunAsync(["config", "--show-scope", "-z", "--type=path", "--get-all", "core.hooksPath"], null, cancellationToken).ConfigureAwait(false);
        string[] values = Encoding.UTF8.GetString(asked.Output).Split('\0');
        string? configured = null;
        for (int i = 0; i + 1 < values.Length; i += 2)
        {
            configured = values[i] == "command" ? configured : values[i + 1];
        }

        return configured is { Length: > 0 }
            ? Path.GetFullPath(configured, _root)
            : Path.Combine(await FindDirectoryAsync(cancellationToken).ConfigureAwait(false), "hooks");
    }

    /// <summary>The directory of git's own files, which all work trees of the repository share.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The directory, absolute.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<string> FindDirectoryAsync(CancellationToken cancellationToken = default)
    {
        GitAnswer answer = await AskAsync(["rev-parse", "--path-format=absolute", "--git-common-dir"], cancellationToken).ConfigureAwait(false);
        return Path.GetFullPath(Encoding.UTF8.GetString(answer.Output).TrimEnd('\n'));
    }

    private static void ReadLog(Stream output, Action<string, string[], string> add)
    {
        using StreamReader reader = new(output, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
        string[] commit = ["", ""];
        StringBuilder token = new();
        string? id = null;
        for (int c; (c = reader.Read()) >= 0;)
        {
            if (c != 0)
            {
                token.Append((char)c);
                continue;
            }

            string text = token.ToString();
            token.Clear();
            if (id is not null)
            {
                add(id, commit, text);
                id = null;
            }
            else
            {
                // "\u0001<id> <date>", and for each file ":100644 100644 <before> <after> M" and then the path.
                text = text.TrimStart('\n');
                commit = text.StartsWith('\u0001') ? text[1..].TrimEnd('\n').Split(' ') : commit;
                id = text.StartsWith(':') && text.Split(' ') is [_, _, _, string after, _] ? after : null;
            }
        }
    }

    /// <summary>Reads the objects that another command lists, one on a line.</summary>
    private async Task<GitAnswer> ReadListedAsync(string[] command, Action<GitObject, Stream> read, CancellationToken cancellationToken)
    {
        GitAnswer? listed = null;
        await new ObjectBatch(_git, read).ReadAsync(
            async (input, skipped) =>
                listed = await _git.StreamAsync(command, null, output => CopyLines(output, input, skipped), cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return listed ?? throw new GitException("git ended before it had the list of objects");
    }

    private static void CopyLines(Stream output, Stream input, int skipped)
    {
        using BufferedStream lines = new(output, 64 * 1024);
        for (int b; skipped > 0 && (b = lines.ReadByte()) >= 0;)
        {
            skipped -= b == '\n' ? 1 : 0;
        }

        lines.CopyTo(input);
    }

    private async Task<GitAnswer> AskAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        GitAnswer answer = await _git.RunAsync(arguments, null, cancellationToken, ListingLimit).ConfigureAwait(false);
        return answer.ExitCode == 0 ? answer : throw CreateException(answer);
    }

    private static GitException CreateException(GitAnswer answer) => new($"git could not look at the repository: {answer.Complaint}");
}
