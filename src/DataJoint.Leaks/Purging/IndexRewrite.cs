using System.Globalization;
using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Lets the indexes of all work trees name the contents as they are now. The files of the work trees stay as they are.</summary>
internal static class IndexRewrite
{
    public static async Task RunAsync(RepositoryState state, PurgeJournal journal, ValueText? values)
    {
        var paths = PathNode.Create(journal.Paths);
        foreach (WorkTree tree in state.WorkTrees.Where(tree => File.Exists(tree.IndexFile)))
        {
            StringBuilder input = new();
            StringBuilder skipped = new();
            StringBuilder assumed = new();
            bool isRenamed = false;
            foreach (IndexEntry entry in await IndexEntry.ListAsync(tree.Git, CancellationToken.None).ConfigureAwait(false))
            {
                byte[] path = Encoding.Latin1.GetBytes(entry.Path);
                bool isPurged = paths.Covers(path);
                string name = isPurged ? "" : values?.Replace(path) is byte[] renamed ? Encoding.Latin1.GetString(renamed) : entry.Path;
                if (name != entry.Path)
                {
                    input.Append(CultureInfo.InvariantCulture, $"0 {new string('0', state.IdLength * 2)}\t{entry.Path}\0");
                }

                isRenamed |= !isPurged && name != entry.Path;
                if (!isPurged && (name != entry.Path || journal.Contents.ContainsKey(entry.Id)))
                {
                    input.Append(CultureInfo.InvariantCulture, $"{entry.Mode} {journal.Contents.GetValueOrDefault(entry.Id, entry.Id)} {entry.Stage}\t{name}\0");
                    skipped.Append(entry.IsSkipped ? name + "\0" : "");
                    assumed.Append(entry.IsAssumed ? name + "\0" : "");
                }
            }

            string copy = Path.Combine(state.OwnDirectory, "index"); // several commands make one change
            File.Copy(tree.IndexFile, copy, overwrite: true);
            GitProgram git = tree.Git.With(new KeyValuePair<string, string?>("GIT_INDEX_FILE", copy));
            await UpdateAsync(git, ["update-index", "--clear-resolve-undo", "--no-split-index"], null).ConfigureAwait(false);
            await UpdateAsync(git, ["update-index", "-z", "--index-info"], Encoding.Latin1.GetBytes(input.ToString())).ConfigureAwait(false);
            await MarkAsync(git, "--skip-worktree", skipped).ConfigureAwait(false);
            await MarkAsync(git, "--assume-unchanged", assumed).ConfigureAwait(false);
            if (isRenamed)
            {
                await UpdateAsync(git, ["write-tree", "--missing-ok"], null).ConfigureAwait(false); // the index remembers names of directories until then
            }

            File.Move(copy, tree.IndexFile, overwrite: true);
            foreach (string shared in Directory.GetFiles(tree.GitDirectory, "sharedindex.*"))
            {
                File.Delete(shared);
            }
        }
    }

    /// <summary>What a new entry loses, and the old one had.</summary>
    private static Task MarkAsync(GitProgram git, string mark, StringBuilder names) =>
        names.Length == 0 ? Task.CompletedTask : UpdateAsync(git, ["update-index", mark, "-z", "--stdin"], Encoding.Latin1.GetBytes(names.ToString()));

    /// <summary>In a sparse index a whole directory may be one entry, which names a tree of the old history; git makes it sparse again by itself.</summary>
    private static async Task UpdateAsync(GitProgram git, string[] command, byte[]? input)
    {
        GitAnswer answer = await git.RunAsync(["-c", "index.sparse=false", .. command], input, CancellationToken.None, TimeSpan.FromMinutes(10)).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw new PurgeException(PurgeRules.Unfinished, $"git does not change an index: {answer.Complaint}");
        }
    }
}
