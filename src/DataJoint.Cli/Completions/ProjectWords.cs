using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Completions;

/// <summary>The words that depend on the project: keys with its stores, environments, destinations, and what is in its stores.</summary>
/// <remarks>A configuration that cannot be loaded leaves what is known without it. Nothing is ever told on the screen while somebody types.</remarks>
internal sealed class ProjectWords
{
    private readonly CommandContext _context;
    private readonly Lazy<DataJointConfig?> _config;

    public ProjectWords(CommandContext context)
    {
        _context = context;
        _config = new Lazy<DataJointConfig?>(() => TryLoad(context));
    }

    private ConfigurationSnapshot? Snapshot => _config.Value?.Snapshot;

    /// <summary>The words of a kind.</summary>
    public IReadOnlyList<Candidate> List(WordKind kind) => kind switch
    {
        WordKind.PlainSetting => [.. ListSettings().Where(c => SettingKey.Find(c.Word)?.IsSecret != true)],
        WordKind.ProjectSetting => ListGiven(SettingLayer.Project),
        WordKind.StoredSecret => ListGiven(SettingLayer.Secrets),
        WordKind.SettingPrefix => [.. ListGroups(), .. ListSettings()],
        WordKind.Environment => ListEnvironments(),
        WordKind.Destination => [.. Snapshot?.AllFlows.Where(f => f.NeedsTrust).Select(f => new Candidate(f.DestinationText, f.Subject)) ?? []],
        WordKind.TrustedDestination => ListTrusted(),
        _ => ListSettings(),
    };

    /// <summary>The values that a setting may have; files for a path.</summary>
    public Offer OfferValues(string key)
    {
        if (SettingKey.Find(key) is not SettingKey setting)
        {
            return Offer.Nothing;
        }

        return setting.Rule.Type switch
        {
            SettingType.Enumeration => Words(setting.Rule.AllowedValues),
            SettingType.Boolean => Words(["true", "false"]),
            SettingType.StoreName => Words([.. Snapshot?.Stores.Where(IsPlain) ?? []]),
            SettingType.Path => new Offer(OfferSource.Files, []),
            _ when setting.Attribute == "protocol" => Words([.. StoreCatalogue.Protocols.Select(p => p.Name)]),
            _ => Offer.Nothing,
        };

        static Offer Words(IReadOnlyList<string> words) => new(OfferSource.Words, [.. words.Select(w => new Candidate(w))]);
    }

    /// <summary>KEY=, and after it the values of that setting.</summary>
    public IReadOnlyList<Candidate> ListAssignments(string typed)
    {
        int equals = typed.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? [.. List(WordKind.PlainSetting).Select(c => c with { Word = c.Word + "=" })]
            : [.. OfferValues(typed[..equals]).Candidates.Select(c => new Candidate(typed[..(equals + 1)] + c.Word))];
    }

    public async Task<IReadOnlyList<Candidate>> ListPlacesAsync(string typed) =>
        _config.Value is DataJointConfig config ? await new PlaceWords(config, _context.Cancellation).ListAsync(typed) : [];

    private IReadOnlyList<Candidate> ListSettings() =>
    [
        .. SettingCatalogue.All.Where(d => !d.IsDeprecated).Select(d => new Candidate(d.Key, d.Description)),
        .. Snapshot?.Stores.SelectMany(store => AttributesOf(store).Select(a => new Candidate($"stores.{store}.{a.Name}", a.Description))) ?? [],
        .. Snapshot?.ListSettings().Where(s => IsPlain(s.Key)).Select(s => new Candidate(s.Key)) ?? [],
    ];

    /// <summary>A store without a protocol that is known may have any attribute.</summary>
    private IEnumerable<StoreAttribute> AttributesOf(string store) =>
        (StoreCatalogue.FindProtocol(Snapshot!.Find($"stores.{store}.protocol").Value.Reveal())?.AllAttributes ?? StoreCatalogue.AllAttributes).Where(_ => IsPlain(store));

    private IEnumerable<Candidate> ListGroups() =>
        SettingCatalogue.All.Where(d => d.Key.Contains('.', StringComparison.Ordinal)).Select(d => d.Key[..d.Key.LastIndexOf('.')])
            .Concat(Snapshot?.Stores.Where(IsPlain).Select(store => "stores." + store) ?? [])
            .Distinct().Select(group => new Candidate(group));

    private IReadOnlyList<Candidate> ListGiven(SettingLayer layer) =>
    [
        .. Snapshot?.ListSettings()
            .Where(s => IsPlain(s.Key) && Snapshot.Explain(s.Key).Candidates.Any(c => c.Layer == layer && c.Origin is not null))
            .Select(s => new Candidate(s.Key, SettingKey.Find(s.Key)?.Definition?.Description ?? "")) ?? [],
    ];

    private IReadOnlyList<Candidate> ListEnvironments() =>
        TryLocate() is ProjectLocation project ? [.. ConfigurationSnapshot.ListEnvironments(project).Select(name => new Candidate(name))] : [];

    private IReadOnlyList<Candidate> ListTrusted()
    {
        try
        {
            return TryLocate()?.Root is string root
                ? [.. new TrustEditor(_context.HostEnvironment, root).List().Where(IsPlain).Select(host => new Candidate(host))]
                : [];
        }
        catch (ConfigurationEditException)
        {
            return [];
        }
    }

    private ProjectLocation? TryLocate()
    {
        try
        {
            return ProjectEditor.Locate(_context.CreateOptions());
        }
        catch (Exception refused) when (refused is ConfigurationException or CommandException)
        {
            return null;
        }
    }

    private static DataJointConfig? TryLoad(CommandContext context)
    {
        try
        {
            return context.LoadConfig();
        }
        catch (Exception refused) when (refused is ConfigurationException or CommandException)
        {
            return null;
        }
    }

    /// <summary>What holds nothing that moves a terminal or breaks a line.</summary>
    private static bool IsPlain(string text) => Display.Sanitize(text, int.MaxValue) == text;
}
