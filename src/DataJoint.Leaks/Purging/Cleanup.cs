using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Removes what the old history left in git's own files. Each step may be done twice.</summary>
internal sealed class Cleanup(RepositoryState state, PurgeJournal journal, ValueText? values)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Files that name old commits, or hold drafts of messages with what was to be committed.</summary>
    private static readonly string[] Leftovers =
    [
        "ORIG_HEAD", "FETCH_HEAD", "AUTO_MERGE", "REBASE_HEAD", "SQUASH_MSG", "COMMIT_EDITMSG", "TAG_EDITMSG", "NOTES_EDITMSG", "MERGE_MSG", "gitk.cache",
    ];

    private static readonly string[] Folders = ["rr-cache", "lost-found"];

    /// <summary>The stash is a reflog: its lines follow their commits. So do the lines of the file of grafts.</summary>
    public void RewriteLists()
    {
        Rewrite(state.StashLog, RepositoryState.ReadLines(state.StashLog).Where(line => !line.EndsWith("\t" + RefTransaction.Message, StringComparison.Ordinal)), 2);
        Rewrite(state.GraftFile, RepositoryState.ReadLines(state.GraftFile), int.MaxValue);
    }

    /// <summary>Empties the reflogs but that of the stash, and deletes what else names old commits.</summary>
    public void RemoveLeftovers()
    {
        foreach (string own in state.WorkTrees.Select(tree => tree.GitDirectory))
        {
            string logs = Path.Combine(own, "logs");
            foreach (string log in Directory.Exists(logs) ? Directory.GetFiles(logs, "*", SearchOption.AllDirectories) : [])
            {
                if (log != state.StashLog && File.Exists(log))
                {
                    File.WriteAllBytes(log, []);
                }
            }

            foreach (string name in Leftovers)
            {
                File.Delete(Path.Combine(own, name));
            }
        }

        foreach (string folder in Folders.Select(name => Path.Combine(state.Directory, name)).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Packs what is reachable, and nothing else.</summary>
    public async Task RepackAsync()
    {
        // Names that are not UTF-8 only git can open; the stash it keeps.
        await RunAsync(["-c", "gc.reflogExpire=now", "-c", "gc.reflogExpireUnreachable=now", "reflog", "expire", "--all"]).ConfigureAwait(false);
        string objects = Path.Combine(state.Directory, "objects");
        string packs = Path.Combine(objects, "pack");
        string graph = Path.Combine(objects, "info", "commit-graph");
        bool hasGraph = File.Exists(graph) || Directory.Exists(graph + "s");
        bool hasList = File.Exists(Path.Combine(state.Directory, "info", "refs"));
        File.Delete(graph);
        DeleteFolders([graph + "s", .. Directory.GetDirectories(objects, "incoming-*"), .. Directory.GetDirectories(objects, "tmp_objdir-*")]);
        foreach (string file in Directory.Exists(packs) ? Directory.GetFiles(packs).Where(IsStale) : [])
        {
            File.Delete(file);
        }

        await RunAsync(["pack-refs", "--all", "--prune"]).ConfigureAwait(false);
        await RunAsync(["-c", "core.multiPackIndex=false", "-c", "repack.writeBitmaps=false", "repack", "-a", "-d", "-q"]).ConfigureAwait(false);
        await RunAsync(["prune", "--expire=now"]).ConfigureAwait(false);
        if (hasGraph)
        {
            await RunAsync(["commit-graph", "write", "--reachable", "--no-progress"]).ConfigureAwait(false);
        }

        if (hasList)
        {
            await RunAsync(["update-server-info"]).ConfigureAwait(false);
        }
    }

    private static bool IsStale(string file) =>
        file.EndsWith(".keep", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("multi-pack-index", StringComparison.Ordinal);

    private static void DeleteFolders(IEnumerable<string> folders)
    {
        foreach (string folder in folders.Where(Directory.Exists))
        {
            foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal); // git's objects are read-only
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private void Rewrite(string file, IEnumerable<string> lines, int ids)
    {
        if (File.Exists(file))
        {
            byte[] text = Encoding.Latin1.GetBytes(string.Concat(lines.Select(line => MapIds(line, ids) + "\n")));
            WholeFile.Write(file, values?.Replace(text) ?? text);
        }
    }

    private string MapIds(string line, int count)
    {
        string[] words = line.Split(' ');
        for (int i = 0; i < Math.Min(count, words.Length); i++)
        {
            if (ObjectDigits.TryRead(Encoding.Latin1.GetBytes(words[i]), out GitObjectId id) && journal.Commits.TryGetValue(id, out GitObjectId now))
            {
                words[i] = now.ToString();
            }
        }

        return string.Join(' ', words);
    }

    private async Task RunAsync(string[] command)
    {
        GitAnswer answer = await state.Git.RunAsync(command, null, CancellationToken.None, Longest).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw new PurgeException(PurgeRules.Unfinished, $"git {command.First(word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal))} failed: {answer.Complaint}");
        }
    }
}
