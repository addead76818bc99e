using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Completions;

/// <summary>Stores, and what is in them, as STORE:PATH.</summary>
/// <remarks>
/// A store on a network is asked only where nobody would be asked first: when its credentials come from the project, or its host is confirmed.
/// </remarks>
internal sealed class PlaceWords
{
    private const int MaxEntries = 500;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    private readonly DataJointConfig _config;
    private readonly CancellationToken _cancellation;

    public PlaceWords(DataJointConfig config, CancellationToken cancellation)
    {
        _config = config;
        _cancellation = cancellation;
    }

    private StoreCollection Stores => _config.Snapshot.Stores;

    /// <summary>The stores while none is named yet, then the folder that is named so far.</summary>
    public async Task<IReadOnlyList<Candidate>> ListAsync(string typed)
    {
        if (Stores.Where(name => typed.StartsWith(name + ":", StringComparison.Ordinal)).MaxBy(name => name.Length) is string store)
        {
            return await TryListAsync(store, store + ":", typed[(store.Length + 1)..]);
        }

        string before = typed.StartsWith(':') ? ":" : "";
        IReadOnlyList<Candidate> names = [.. Stores.Where(IsPlain).Select(name => new Candidate(name + ":", "store"))];
        string? usual = _config.Snapshot.Find("stores.default").Value.Reveal();
        return usual is not null && Stores.Contains(usual) ? [.. names, .. await TryListAsync(usual, before, typed[before.Length..])] : names;
    }

    /// <summary>Whatever goes wrong or takes long, nobody is told of it while he types.</summary>
    private async Task<IReadOnlyList<Candidate>> TryListAsync(string store, string before, string path)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        limit.CancelAfter(TimeLimit);
        try
        {
            ConfigurationSnapshot snapshot = _config.Snapshot;
            return snapshot.Trust.FindUntrusted(snapshot.FlowsOf(store)).Count > 0 ? []
                : await Task.Run(() => ListFolderAsync(store, before, path, limit.Token), limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception refused) when (refused is StoreException or OperationCanceledException or ConfigurationException or SecretException)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<Candidate>> ListFolderAsync(string store, string before, string path, CancellationToken limit)
    {
        List<Candidate> found = [];
        StoreProtocols.Register();
        await using IObjectStore open = _config.OpenStore(store);
        string folder = path[..Math.Max(0, path.LastIndexOf('/'))];
        await foreach (ListEntry entry in open.ListFolderAsync(folder, limit))
        {
            if (entry.Name.StartsWith(path, StringComparison.Ordinal) && IsPlain(entry.Name))
            {
                found.Add(new Candidate(before + entry.Name + (entry.IsFolder ? "/" : ""), entry.IsFolder ? "folder" : "object"));
            }

            if (found.Count == MaxEntries)
            {
                break;
            }
        }

        return found;
    }

    private static bool IsPlain(string text) => Display.Sanitize(text, int.MaxValue) == text;
}
