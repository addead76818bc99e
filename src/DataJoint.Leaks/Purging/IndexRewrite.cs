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
                }
            }

            await UpdateAsync(tree.Git, ["update-index", "--clear-resolve-undo", "--no-split-index"], null).ConfigureAwait(false);
            await UpdateAsync(tree.Git, ["update-index", "-z", "--index-info"], Encoding.Latin1.GetBytes(input.ToString())).ConfigureAwait(false);
            if (isRenamed)
            {
                await UpdateAsync(tree.Git, ["write-tree", "--missing-ok"], null).ConfigureAwait(false); // the index remembers names of directories until then
            }

            foreach (string shared in Directory.GetFiles(tree.GitDirectory, "sharedindex.*"))
            {
                File.Delete(shared);
            }
        }
    }

    private static async Task UpdateAsync(GitProgram git, string[] command, byte[]? input)
    {
        GitAnswer answer = await git.RunAsync(command, input, CancellationToken.None, TimeSpan.FromMinutes(10)).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw new PurgeException(PurgeRules.Unfinished, $"git does not change an index: {answer.Complaint}");
        }
    }
}
