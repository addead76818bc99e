using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Moves refs, all at once.</summary>
internal static class RefTransaction
{
    /// <summary>What the reflogs say of it.</summary>
    public const string Message = "djc purge";

    /// <summary>How many refs are already what they become, and how many are still what they were.</summary>
    public static (List<RefUpdate> Done, List<RefUpdate> Open) Compare(RepositoryState state, IEnumerable<RefUpdate> updates)
    {
        var now = state.Refs.ToDictionary(entry => entry.Name, entry => entry.Id.ToString(), StringComparer.Ordinal);
        List<RefUpdate> done = [];
        List<RefUpdate> open = [];
        foreach (RefUpdate update in updates)
        {
            string? value = now.GetValueOrDefault(update.Name);
            if (value == update.New)
            {
                done.Add(update);
            }
            else if (value == update.Old)
            {
                open.Add(update);
            }
        }

        return (done, open);
    }

    /// <summary>Moves them.</summary>
    /// <exception cref="PurgeException">One has moved meanwhile, or another program holds a lock; none is moved then.</exception>
    public static async Task RunAsync(RepositoryState state, IReadOnlyList<RefUpdate> updates)
    {
        if (updates.Count == 0)
        {
            return;
        }

        StringBuilder input = new("start\0");
        foreach (RefUpdate update in updates)
        {
            input.Append(update switch
            {
                { Old: null } => $"create {update.Name}\0{update.New}\0",
                { New: null } => $"delete {update.Name}\0{update.Old}\0",
                _ => $"update {update.Name}\0{update.New}\0{update.Old}\0",
            });
        }

        input.Append("prepare\0commit\0");
        GitAnswer answer = await state.Git.RunAsync(
            ["update-ref", "--no-deref", "-m", Message, "-z", "--stdin"], Encoding.Latin1.GetBytes(input.ToString()), CancellationToken.None, TimeSpan.FromMinutes(10)).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw new PurgeException(PurgeRules.Impossible, $"git does not move the refs: {answer.Complaint}", "Let no other program work in the repository, and run the same command again.");
        }
    }
}
