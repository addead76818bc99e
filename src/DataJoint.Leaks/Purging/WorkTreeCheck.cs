using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Looks for changes in a work tree or its index that are not committed, and that a purge would lose or leave the secret in.</summary>
internal sealed class WorkTreeCheck(RepositoryState state, PurgedContent content, PathNode paths)
{
    /// <summary>What stays in the files of the work trees, a sentence each.</summary>
    public List<string> Notices { get; } = [];

    /// <summary>Looks at all work trees.</summary>
    /// <exception cref="PurgeException">One holds the secret in a change.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (WorkTree tree in state.WorkTrees.Where(tree => File.Exists(tree.IndexFile)))
        {
            await CheckAsync(tree, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckAsync(WorkTree tree, CancellationToken cancellationToken)
    {
        List<IndexEntry> index = await IndexEntry.ListAsync(tree.Git, cancellationToken).ConfigureAwait(false);
        string place = Display.Sanitize(tree.Root ?? tree.GitDirectory, 400);
        Refuse(index.Exists(entry => entry.Stage != "0"), $"a merge is not done in {place}", "Solve the conflicts, or run: git reset --merge");
        List<IndexEntry> affected = index.FindAll(entry => IsAffected(entry));
        if (affected.Count > 0)
        {
            HashSet<(string Path, GitObjectId Id)> committed = await ListCommittedAsync(tree.Git, cancellationToken).ConfigureAwait(false);
            IndexEntry? staged = affected.Find(entry => !committed.Contains((entry.Path, entry.Id)));
            Refuse(
                staged is not null, $"the index of {place} holds the secret in a change that is not committed: {Show(staged?.Path ?? "")}",
                "Commit it to have it purged, or take it out of the index: git restore --staged FILE (git rm --cached FILE)");
        }

        if (tree.Root is string root)
        {
            await CheckFilesAsync(tree.Git, root, index, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckFilesAsync(GitProgram git, string root, List<IndexEntry> index, CancellationToken cancellationToken)
    {
        GitAnswer answer = await git.RunAsync(["diff-files", "--name-only", "-z", "--no-ext-diff", "--ignore-submodules", "--diff-filter=AMT"], null, cancellationToken).ConfigureAwait(false);
        HashSet<string> changed = new(Encoding.Latin1.GetString(answer.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
        List<string> kept = [];
        foreach (IndexEntry entry in index)
        {
            bool isAffected = IsAffected(entry);
            bool isChanged = changed.Contains(entry.Path) && IsFile(root, entry) is string file && !IsSame(file, entry.Id) && (isAffected || HoldsValue(file));
            Refuse(
                isChanged, $"a file of {Display.Sanitize(root, 400)} holds the secret in a change that is not committed: {Show(entry.Path)}",
                "Undo the change, commit it without the secret, or take the file out of git first: git rm --cached FILE");
            if (isAffected && IsFile(root, entry) is not null)
            {
                kept.Add(Show(entry.Path));
            }
        }

        if (kept.Count > 0)
        {
            string more = kept.Count > 5 ? FormattableString.Invariant($" and {kept.Count - 5} more") : "";
            Notices.Add($"the work tree keeps its files as they are, with the secret: {string.Join(", ", kept.Take(5))}{more}; do not commit them again");
        }
    }

    private bool IsAffected(IndexEntry entry) => content.Blobs.ContainsKey(entry.Id) || paths.Covers(Encoding.Latin1.GetBytes(entry.Path));

    /// <summary>The file of an entry, when it is a plain one.</summary>
    private static string? IsFile(string root, IndexEntry entry)
    {
        string file = Path.Combine(root, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(entry.Path)));
        return entry.Mode.StartsWith("100", StringComparison.Ordinal) && new FileInfo(file) is { Exists: true, LinkTarget: null } ? file : null;
    }

    private bool HoldsValue(string file) =>
        content.Values is ValueText values && new FileInfo(file).Length <= BlobCleaning.MaxBytes && values.Holds(File.ReadAllBytes(file));

    /// <summary>A file may only look changed, by its time, differ in its line ends, or be what a pointer of Git LFS stands for.</summary>
    private bool IsSame(string file, GitObjectId id)
    {
        using NewObjects hash = new(state.IdLength, null);
        if (hash.Add(GitObjectKind.Blob, LfsContents.WritePointer(file)) == id)
        {
            return true;
        }

        if (new FileInfo(file).Length > BlobCleaning.MaxBytes)
        {
            return false;
        }

        byte[] bytes = File.ReadAllBytes(file);
        byte[] unix = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal));
        return hash.Add(GitObjectKind.Blob, bytes) == id || hash.Add(GitObjectKind.Blob, unix) == id;
    }

    private string Show(string path) => Display.Sanitize(content.Show(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path))), 400);

    private static async Task<HashSet<(string Path, GitObjectId Id)>> ListCommittedAsync(GitProgram git, CancellationToken cancellationToken)
    {
        GitAnswer answer = await git.RunAsync(["ls-tree", "-r", "-z", "--full-tree", "HEAD"], null, cancellationToken, TimeSpan.FromMinutes(10)).ConfigureAwait(false);
        HashSet<(string Path, GitObjectId Id)> committed = [];
        foreach (string line in Encoding.Latin1.GetString(answer.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            committed.Add((line[(tab + 1)..], ObjectDigits.Read(line[..tab].Split(' ')[2])));
        }

        return committed;
    }

    private static void Refuse(bool isObstacle, string message, string hint)
    {
        if (isObstacle)
        {
            throw new PurgeException(PurgeRules.Impossible, message, hint);
        }
    }
}
