using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli.Completions;

/// <summary>Stores, and what is in them, as STORE:PATH.</summary>
/// <remarks>
/// Somebody may look around in a stranger's project. A store is opened only when the word names it, and one on a network only when nothing of it
/// comes from the project or the user trusts its host; a folder on another machine (<c>\\host\share</c>) never.
/// </remarks>
internal sealed class PlaceWords
{
    private const int MaxEntries = 500;

    private readonly DataJointConfig _config;
    private readonly CancellationToken _cancellation;

    public PlaceWords(DataJointConfig config, CancellationToken cancellation)
    {
        _config = config;
        _cancellation = cancellation;
    }

    /// <summary>How long a store may take: somebody waits at his prompt.</summary>
    public static TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(2);

    private StoreCollection Stores => _config.Snapshot.Stores;

    /// <summary>The stores while none is named yet, then the folder that is named so far. Without a name before the colon it is the default store.</summary>
    public async Task<IReadOnlyList<Candidate>> ListAsync(string typed)
    {
        if (Stores.Where(name => typed.StartsWith(name + ":", StringComparison.Ordinal)).MaxBy(name => name.Length) is string store)
        {
            return await TryListAsync(store, store + ":", typed[(store.Length + 1)..]);
        }

        if (typed.StartsWith(':'))
        {
            string? usual = _config.Snapshot.Find("stores.default").Value.Reveal();
            return usual is not null && Stores.Contains(usual) ? await TryListAsync(usual, ":", typed[1..]) : [];
        }

        return [.. Stores.Where(IsPlain).Select(name => new Candidate(name + ":", "store"))];
    }

    /// <summary>Whatever goes wrong or takes long, nobody is told of it while he types.</summary>
    private async Task<IReadOnlyList<Candidate>> TryListAsync(string store, string before, string path)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        limit.CancelAfter(TimeLimit);
        try
        {
            return !IsHarmless(Stores[store]) ? []
                : await Task.Run(() => ListFolderAsync(store, before, path, limit.Token), limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception refused) when (refused is not OutOfMemoryException)
        {
            return [];
        }
    }

    private bool IsHarmless(StoreSpec store) =>
        store.Protocol == "file" ? store.Location.TrimStart() is not ['/' or '\\', '/' or '\\', ..] : _config.Snapshot.KnowsPlaceOf(store.Name);

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
