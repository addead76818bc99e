using System.Text;

namespace DataJoint.Git;

/// <summary>The files of a repository as git sees them: those of the work tree, and what is staged; and where git keeps its own.</summary>
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

    private async Task<GitAnswer> AskAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        GitAnswer answer = await _git.RunAsync(arguments, null, cancellationToken, ListingLimit).ConfigureAwait(false);
        return answer.ExitCode == 0 ? answer : throw CreateException(answer);
    }

    private static GitException CreateException(GitAnswer answer) => new($"git could not look at the repository: {answer.Complaint}");
}
