using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>The commands that bring remote repositories to the state of this one. Nothing is pushed.</summary>
internal static class PushCommands
{
    private const string Branches = "refs/heads/";
    private const string Tags = "refs/tags/";

    public static async Task<IReadOnlyList<string>> ListAsync(RepositoryState state, PurgeJournal journal, CancellationToken cancellationToken)
    {
        GitAnswer answer = await state.Git.RunAsync(["remote"], null, cancellationToken).ConfigureAwait(false);
        List<string> commands = [];
        foreach (string remote in Encoding.UTF8.GetString(answer.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            List<string> branches = await ListBranchesAsync(state, journal, $"refs/remotes/{remote}/", cancellationToken).ConfigureAwait(false);
            string[] tags = [.. journal.Updates.Where(update => update.Name.StartsWith(Tags, StringComparison.Ordinal))
                .Select(update => update.New is null ? ":" + update.Name : update.Name)];
            string[] others = [.. journal.Updates.Where(update => update.Name.StartsWith("refs/notes/", StringComparison.Ordinal)).Select(update => update.Name)];
            foreach (IReadOnlyCollection<string> refs in ((IReadOnlyCollection<string>[])[branches, tags, others]).Where(refs => refs.Count > 0))
            {
                commands.Add($"git push --force {Word(remote)} {string.Join(' ', refs.Select(Word))}");
            }
        }

        return commands;
    }

    /// <summary>
    /// The branches that the remote had when it was last asked, from the branch here when that has all of it; without any, those of this repository.
    /// </summary>
    private static async Task<List<string>> ListBranchesAsync(RepositoryState state, PurgeJournal journal, string tracked, CancellationToken cancellationToken)
    {
        List<string> branches = [];
        bool isTracked = state.Refs.Any(entry => entry.Name.StartsWith(tracked, StringComparison.Ordinal));
        foreach (string name in journal.Updates.Where(update => update.New is not null).Select(update => update.Name))
        {
            if (!isTracked && name.StartsWith(Branches, StringComparison.Ordinal))
            {
                branches.Add(name);
            }
            else if (name.StartsWith(tracked, StringComparison.Ordinal))
            {
                string local = Branches + name[tracked.Length..];
                GitAnswer answer = await state.Git.RunAsync(["merge-base", "--is-ancestor", name, local], null, cancellationToken).ConfigureAwait(false);
                branches.Add(answer.ExitCode == 0 ? local : $"{name}:{local}");
            }
        }

        return branches;
    }

    private static string Word(string name)
    {
        string shown = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));
        return ShellWord.From(shown) ?? Display.Sanitize(shown, 400);
    }
}
