using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Stores;

namespace DataJoint.Cli.Transfers;

/// <summary>One run of a store command: the configuration, and the stores that it opens, which are closed with it.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly DataJointConfig _config;
    private readonly Dictionary<string, IObjectStore> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withoutColon = new(StringComparer.Ordinal);

    private StoreSession(CommandContext context)
    {
        StoreProtocols.Register();
        Context = context;
        _config = context.LoadConfig();
        context.ReportDiagnostics(Snapshot.Diagnostics);
    }

    public CommandContext Context { get; }

    public ConfigurationSnapshot Snapshot => _config.Snapshot;

    public CancellationToken Cancellation => Context.Cancellation;

    /// <summary>Whether what exists may be replaced.</summary>
    public bool Replaces => Context.Has(StoreOptions.Overwrite) || !Snapshot.SafeMode;

    /// <summary>What a command does, with faults of stores turned into messages and exit codes.</summary>
    public static Func<CommandContext, ValueTask<int>> Running(Func<StoreSession, Task<int>> action) => context => new(RunAsync(context, action));

    public StorePlace Place(int argument)
    {
        string word = Context.Arguments[argument];
        var place = StorePlace.Parse(Snapshot.Stores, word);
        if (place.Path == word)
        {
            _withoutColon.Add(word);
        }

        return place;
    }

    /// <summary>The place of an argument that may be left out: then all of the default store.</summary>
    /// <exception cref="CommandException">It is left out, and there is no default store.</exception>
    public StorePlace PlaceOrDefault(int argument)
    {
        if (argument < Context.Arguments.Count)
        {
            return Place(argument);
        }

        StoreCollection stores = Snapshot.Stores;
        return stores.HasDefault ? new(stores.Default.Name, "")
            : throw new CommandException(
                ExitCode.InvalidConfiguration, "no store was named, and stores.default is not set",
                stores.Count == 0 ? "no store is configured"
                    : $"name one, with a colon: {Listing.Join([.. stores.Select(name => Display.Sanitize(name) + ":")])}; or run: djc config set stores.default NAME");
    }

    /// <summary>The place of an argument that must be one object.</summary>
    /// <exception cref="CommandException">It names a folder.</exception>
    public StorePlace ObjectAt(int argument)
    {
        StorePlace place = Place(argument);
        return place.Path.Length > 0 && !place.Path.EndsWith('/')
            ? place
            : throw CommandException.UsageError($"{place} is not an object; only objects have names that do not end in /", $"djc store ls {place} shows what is there");
    }

    /// <summary>What is said where nothing is found and the place was given without a colon: then it is a path in the default store.</summary>
    /// <returns>With the place that was probably meant, where a store has that name; null when there was a colon.</returns>
    public string? FindColonHint(StorePlace place)
    {
        StoreCollection stores = Snapshot.Stores;
        if (!_withoutColon.Contains(place.Path) || place.Store != stores.Default.Name)
        {
            return null;
        }

        string[] parts = place.Path.Split('/', 2);
        string meant = stores.Contains(parts[0]) ? $"; the store of that name is written with a colon: {Display.Sanitize($"{parts[0]}:{parts.ElementAtOrDefault(1)}", 1024)}" : "";
        return $"{Display.Quote(place.Path)} without a colon is a path in the default store {Display.Sanitize(place.Store)}{meant}";
    }

    /// <exception cref="ConfigurationException">The store is not rightly configured.</exception>
    /// <exception cref="StoreException">Nothing here speaks its protocol, or an attribute has a value with which no client can be made.</exception>
    public IObjectStore Open(StorePlace place)
    {
        if (!_open.TryGetValue(place.Store, out IObjectStore? store))
        {
            DestinationConsent.Require(Context, Snapshot, Snapshot.FlowsOf(place.Store));
            _open[place.Store] = store = _config.OpenStore(place.Store);
        }

        return store;
    }

    /// <summary>Where the place really is, whatever its store is called.</summary>
    public string AddressOf(StorePlace place) => StoreAddress.From(Open(place), Snapshot.Stores[place.Store], place.Path);

    /// <summary>How the command writes one object.</summary>
    /// <param name="progress">Who is told how far it is, or null.</param>
    public WriteOptions WriteOptions(IProgress<long>? progress) => new()
    {
        Overwrite = Replaces,
        Resume = Context.Has(StoreOptions.Resume),
        Progress = progress,
    };

    /// <summary>Refuses to change an object that is none of the users' own.</summary>
    /// <exception cref="StoreException">It lies in a managed section, and <c>--managed</c> was not given.</exception>
    public void CheckUnmanaged(StorePlace place)
    {
        if (!Context.Has(StoreOptions.Managed))
        {
            SectionsOf(place).Check(place.Path);
        }
    }

    /// <summary>Refuses to change everything in a folder where something is none of the users' own.</summary>
    /// <exception cref="StoreException">It is, or holds, a managed section, and <c>--managed</c> was not given.</exception>
    public void CheckUnmanagedFolder(StorePlace place)
    {
        if (!Context.Has(StoreOptions.Managed))
        {
            SectionsOf(place).CheckFolder(place.Path);
        }
    }

    public ManagedSections SectionsOf(StorePlace place) => new(Snapshot.Stores[place.Store]);

    public async ValueTask DisposeAsync()
    {
        foreach (IObjectStore store in _open.Values)
        {
            await store.DisposeAsync();
        }
    }

    private static async Task<int> RunAsync(CommandContext context, Func<StoreSession, Task<int>> action)
    {
        await using StoreSession session = new(context);
        try
        {
            return await action(session);
        }
        catch (StoreException fault)
        {
            return StoreFault.Report(context, session.WithColonHint(fault));
        }
    }

    private StoreException WithColonHint(StoreException fault) =>
        fault is { Code: StoreErrorCode.NotFound, Hint: null, ObjectName: string name } && FindColonHint(new StorePlace(fault.StoreName, name)) is string hint
            ? new StoreException(fault.Code, fault.StoreName, name, fault.Reason) { Hint = hint }
            : fault;
}
