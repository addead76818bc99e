using System.Globalization;
using System.Text;

namespace DataJoint.Git;

/// <summary>The objects of a repository: files of the work tree, what is staged, and everything that any ref or reflog reaches.</summary>
/// <remarks>Contents are streamed, so that the largest takes no memory. Nothing of the repository is run, no missing object is fetched.</remarks>
public sealed class GitObjects
{
    private static readonly TimeSpan ListingLimit = TimeSpan.FromMinutes(10);

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
        IReadOnlyList<string> tokens = (await AskAsync(command, cancellationToken).ConfigureAwait(false)).ToList();
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
        ReadBatchAsync(
            async input =>
            {
                foreach (GitBlob blob in blobs)
                {
                    await input.WriteAsync(Encoding.UTF8.GetBytes($"{blob.Id} {blob.Path.Replace('\n', ' ')}\n"), cancellationToken).ConfigureAwait(false);
                }
            },
            [], read, cancellationToken);

    /// <summary>Reads everything that revisions reach: contents, messages of commits and tags.</summary>
    /// <param name="revisions">As <c>git rev-list</c> takes them, such as <c>--all</c>, <c>main</c> and <c>--not</c>.</param>
    /// <param name="read">Takes each object once, with its content.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What git said when it could not list all of them, or null.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<string?> ReadReachableAsync(IReadOnlyList<string> revisions, Action<GitObject, Stream> read, CancellationToken cancellationToken = default)
    {
        string? complaint = null;
        string[] command = ["rev-list", "--objects", "--missing=allow-any", "--ignore-missing"];
        await ReadBatchAsync(
            async input =>
            {
                GitAnswer listed = await _git.StreamAsync([.. command, .. revisions], null, output => output.CopyTo(input), cancellationToken).ConfigureAwait(false);
                complaint = listed.ExitCode == 0 ? null : listed.Complaint;
            },
            [], read, cancellationToken).ConfigureAwait(false);
        return complaint;
    }

    /// <summary>Reads every object of the repository, whether anything reaches it or not.</summary>
    /// <param name="read">Takes each object once, with its content and no path.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">git could not answer.</exception>
    public Task ReadAllAsync(Action<GitObject, Stream> read, CancellationToken cancellationToken = default) =>
        ReadBatchAsync(null, ["--batch-all-objects", "--unordered"], read, cancellationToken);

    /// <summary>Finds the oldest commits that brought contents.</summary>
    /// <param name="ids">The ids of the contents.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The commits, one for each content and each of its paths; what no commit brought, such as a staged content, has none.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyCollection<GitIntroduction>> FindIntroductionsAsync(IReadOnlySet<string> ids, CancellationToken cancellationToken = default)
    {
        Dictionary<(string Id, string Path), GitIntroduction> found = [];
        string[] command = ["log", "--all", "--reflog", "--full-history", "-m", "--root", "--format=%x01%H %aI", "--raw", "-z", "-O/dev/null", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv",
            "--diff-filter=AMT"];
        await _git.StreamAsync(command, null, output => ReadLog(output, ids, found), cancellationToken).ConfigureAwait(false);
        return found.Values;
    }

    /// <summary>The refs that reach a commit.</summary>
    /// <param name="commit">The commit's id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Their full names.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<IReadOnlyList<string>> ListRefsAsync(string commit, CancellationToken cancellationToken = default)
    {
        GitAnswer answer = await _git.RunAsync(["for-each-ref", "--format=%(refname)", "--contains", commit], null, cancellationToken, ListingLimit).ConfigureAwait(false);
        return answer.ExitCode == 0 ? Encoding.UTF8.GetString(answer.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
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

    private static void ReadLog(Stream output, IReadOnlySet<string> ids, Dictionary<(string Id, string Path), GitIntroduction> found)
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
                if (ids.Contains(id))
                {
                    found[(id, text)] = new GitIntroduction(id, commit[0], commit[^1], text); // from new to old: the oldest stays
                }

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

    private async Task ReadBatchAsync(Func<Stream, Task>? feed, string[] options, Action<GitObject, Stream> read, CancellationToken cancellationToken)
    {
        string[] command = ["cat-file", "--batch=%(objectname) %(objecttype) %(objectsize) %(rest)", "--buffer"];
        GitAnswer answer = await _git.StreamAsync([.. command, .. options], feed, output => ReadBatch(output, read, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw new GitException($"git could not read an object: {answer.Complaint}", "Run: git fsck");
        }
    }

    private static void ReadBatch(Stream output, Action<GitObject, Stream> read, CancellationToken cancellationToken)
    {
        using BufferedStream batch = new(output, 256 * 1024);
        List<byte> line = [];
        for (int b; (b = batch.ReadByte()) >= 0;)
        {
            if (b != '\n')
            {
                line.Add((byte)b);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            string[] words = Encoding.UTF8.GetString([.. line]).Split(' ', 4);
            line.Clear();
            if (words.Length < 3 || !long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            {
                read(new GitObject(words[0], "missing", 0, ""), Stream.Null);
                continue;
            }

            using BatchStream content = new(batch, size);
            read(new GitObject(words[0], words[1], size, words.Length > 3 ? words[3] : ""), content);
            content.Finish();
        }
    }

    private async Task<GitAnswer> AskAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        GitAnswer answer = await _git.RunAsync(arguments, null, cancellationToken, ListingLimit).ConfigureAwait(false);
        return answer.ExitCode == 0 ? answer : throw new GitException($"git could not look at the repository: {answer.Complaint}");
    }
}
