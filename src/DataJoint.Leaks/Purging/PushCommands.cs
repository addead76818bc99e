using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>
/// The commands that bring remote repositories to the state of this one. Nothing is pushed. Each moves one ref, and only while it is what this repository knew of
/// it: what somebody has pushed meanwhile stays, and a tag that was never pushed is not published.
/// </summary>
internal static class PushCommands
{
    private const string Branches = "refs/heads/";

    /// <summary>What the remote has under the same name, if at all.</summary>
    private static readonly string[] Shared = ["refs/tags/", "refs/notes/"];

    public static async Task<IReadOnlyList<string>> ListAsync(RepositoryState state, PurgeJournal journal, CancellationToken cancellationToken)
    {
        GitAnswer answer = await state.Git.RunAsync(["remote"], null, cancellationToken).ConfigureAwait(false);
        List<string> commands = [];
        foreach (string remote in Encoding.Latin1.GetString(answer.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string tracked = $"refs/remotes/{remote}/";
            bool isTracked = state.Refs.Any(entry => entry.Name.StartsWith(tracked, StringComparison.Ordinal));
            foreach (RefUpdate update in journal.Updates.Where(update => update.Old is not null).OrderBy(update => !IsBranch(update.Name)))
            {
                if (isTracked && update.Name.StartsWith(tracked, StringComparison.Ordinal))
                {
                    string branch = Branches + update.Name[tracked.Length..];
                    commands.Add(Write(remote, branch, update, await FindSourceAsync(state, update, branch, cancellationToken).ConfigureAwait(false)));
                }
                else if ((!isTracked && update.Name.StartsWith(Branches, StringComparison.Ordinal)) || Shared.Any(kind => update.Name.StartsWith(kind, StringComparison.Ordinal)))
                {
                    commands.Add(Write(remote, update.Name, update, update.Name));
                }
            }
        }

        return commands;
    }

    private static bool IsBranch(string name) => !Shared.Any(kind => name.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>The branch here when it has all of the remote one; else the tracking branch, so that nothing of others is lost.</summary>
    private static async Task<string> FindSourceAsync(RepositoryState state, RefUpdate tracking, string branch, CancellationToken cancellationToken)
    {
        GitAnswer answer = await state.Git.RunAsync(["merge-base", "--is-ancestor", tracking.Name, branch], null, cancellationToken).ConfigureAwait(false);
        return answer.ExitCode == 0 ? branch : tracking.Name;
    }

    private static string Write(string remote, string name, RefUpdate update, string source)
    {
        string refs = update.New is null ? ":" + name : source == name ? name : $"{source}:{name}";
        return Word(remote) is string from && Word($"{name}:{update.Old}") is string lease && Word(refs) is string target
            ? $"git push --force-with-lease={lease} {from} {target}"
            : $"# push by hand, because the name cannot be written for a shell: {Display.Sanitize(ToText(refs), 400)}";
    }

    /// <summary>Null for a name that is not UTF-8, too: no text stands for it.</summary>
    private static string? Word(string name) =>
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(ToText(name))) == name ? ShellWord.From(ToText(name)) : null;

    private static string ToText(string name) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));
}
