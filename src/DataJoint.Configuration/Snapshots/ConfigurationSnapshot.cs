using System.Text;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Snapshots;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Trust;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration;

/// <summary>The configuration at one moment: immutable, typed, with the origin of every value. Always safe to print.</summary>
public sealed class ConfigurationSnapshot
{
    private readonly ResolvedValues _values;
    private readonly SortedDictionary<string, RawValue> _custom;
    private IReadOnlyList<Diagnostic>? _diagnostics;

    internal ConfigurationSnapshot(LayerStack stack, LoadContext context)
    {
        // Where the texts go depends on all values, so each snapshot binds the references for itself.
        Stack = stack = stack.WithReferences(new ReferenceGate(context.References, context.Trust, FlowsOfSetting).Bind);
        Context = context;
        _values = new ResolvedValues(stack);
        _custom = stack.MergeCustom();
        Database = new DatabaseSettings(_values);
        Connection = new ConnectionSettings(_values);
        Display = new DisplaySettings(_values);
        Jobs = new JobsSettings(_values);
        Stores = new StoreCollection(stack.Stores, this);
        SafeMode = _values.Boolean(SettingCatalogue.SafeMode);
        LogLevel = _values.Text(SettingCatalogue.LogLevel)!;
        DownloadPath = _values.Text(SettingCatalogue.DownloadPath)!;
        QueryCache = _values.Text(SettingCatalogue.QueryCache);
        Cache = _values.Text(SettingCatalogue.Cache);
        EnablePythonNativeBlobs = _values.Boolean(SettingCatalogue.PythonNativeBlobs);
    }

    /// <summary>Where the project is, and which environment is chosen.</summary>
    public ProjectLocation Project => Context.Project;

    /// <summary>Warnings and information found while loading; errors fail the load.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics ??= [.. Context.Diagnostics, .. FindSuspect(Stack.Tables, IsStrict)];

    /// <summary>The <c>database.*</c> settings.</summary>
    public DatabaseSettings Database { get; }

    /// <summary>The <c>connection.*</c> settings.</summary>
    public ConnectionSettings Connection { get; }

    /// <summary>The <c>display.*</c> settings.</summary>
    public DisplaySettings Display { get; }

    /// <summary>The <c>jobs.*</c> settings.</summary>
    public JobsSettings Jobs { get; }

    /// <summary>The object stores.</summary>
    public StoreCollection Stores { get; }

    /// <summary><c>safemode</c>: ask before anything is deleted.</summary>
    public bool SafeMode { get; }

    /// <summary><c>loglevel</c>: <c>DEBUG</c>, <c>INFO</c>, <c>WARNING</c>, <c>ERROR</c> or <c>CRITICAL</c>.</summary>
    public string LogLevel { get; }

    /// <summary><c>download_path</c>; <c>.</c> by default.</summary>
    public string DownloadPath { get; }

    /// <summary><c>query_cache</c>, or null.</summary>
    public string? QueryCache { get; }

    /// <summary><c>cache</c>, or null.</summary>
    public string? Cache { get; }

    /// <summary><c>enable_python_native_blobs</c>.</summary>
    public bool EnablePythonNativeBlobs { get; }

    /// <summary>Whether warnings are errors: <c>DJ_STRICT</c>, <c>--strict</c>, or <see cref="ConfigurationOptions.Strict"/>; false by default.</summary>
    public bool IsStrict => Context.IsStrict;

    internal LayerStack Stack { get; }

    internal LoadContext Context { get; }

    internal DestinationTrust Trust => Context.Trust;

    /// <summary>The value of a setting, by its key.</summary>
    /// <param name="key">The full key, such as <c>database.host</c> or <c>stores.main.bucket</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no such setting; the message suggests the nearest.</exception>
    public SettingValue this[string key] =>
        SettingCatalogue.TryFind(key, out SettingDefinition? definition)
            ? new SettingValue(_values.Value(definition))
            : Find(ProgrammaticSource.KeyOf(key)).Value;

    /// <summary>All settings: those of the catalogue with or without a value, the attributes of every store, and the keys below <c>custom</c>.</summary>
    /// <returns>The settings in the order of the reference.</returns>
    public IEnumerable<ResolvedSetting> ListSettings()
    {
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            yield return Find(SettingKey.From(definition));
        }

        foreach (SettingKey key in Stores.ListKeys())
        {
            yield return Find(key);
        }

        foreach (string key in _custom.Keys)
        {
            yield return Find(SettingKey.OfCustom(key));
        }
    }

    /// <summary>A setting with its value and origin.</summary>
    /// <param name="key">The full key.</param>
    /// <returns>The setting, with or without a value.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting; the message suggests the nearest.</exception>
    public ResolvedSetting Find(string key) => Find(ProgrammaticSource.KeyOf(key));

    /// <summary>The environments for which the project has a file, in <c>.secrets/</c> or beside <c>datajoint.json</c>.</summary>
    /// <returns>Their names in ordinal order; empty without a project.</returns>
    public IReadOnlyList<string> ListEnvironments() => ListEnvironments(Project);

    /// <summary>Explains a setting: every layer that gives it a value, the winner marked.</summary>
    /// <param name="key">The full key.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting; the message suggests the nearest.</exception>
    public SettingExplanation Explain(string key)
    {
        SettingKey meant = ProgrammaticSource.KeyOf(key);
        ResolvedSetting setting = Find(meant);
        object? fallback = DefaultOf(meant);
        List<SettingCandidate> candidates = [];
        foreach (RawValue raw in CandidatesOf(meant))
        {
            object value = IsHost(meant) && HostAddress.TryParse((string)raw.Value, out HostAddress address, out _) ? address.Host : raw.Value;
            candidates.Add(new SettingCandidate(value, raw.Layer, raw.Origin, candidates.Count == 0));
        }

        if (fallback is not null)
        {
            candidates.Add(new SettingCandidate(fallback, SettingLayer.Default, null, candidates.Count == 0));
        }

        return new SettingExplanation(meant, setting, fallback, candidates) { Replaced = Stack.Replaced(meant).Select(raw => raw.Origin).ToArray() };
    }

    /// <summary>The same with values of one's own on top of all layers.</summary>
    /// <param name="values">Keys and values; one without a value changes nothing.</param>
    /// <returns>Another snapshot; this one stays as it is.</returns>
    /// <exception cref="KeyNotFoundException">There is no such setting; the message suggests the nearest.</exception>
    /// <exception cref="ArgumentException">A value does not fit its setting.</exception>
    public ConfigurationSnapshot With(params (string Key, SettingValue Value)[] values)
    {
        ValueTable table = ProgrammaticTable.Create(
            (values ?? throw new ArgumentNullException(nameof(values))).Select(v => new KeyValuePair<string, object?>(v.Key, v.Value)),
            ProgrammaticSource.CodeOrigin);
        return new ConfigurationSnapshot(Stack.WithOverrides([table]), Context);
    }

    /// <summary>The same with another value for settings that have one: each counts as given where the present one stands, so that it may go where that may go.</summary>
    internal ConfigurationSnapshot WithInPlace(params (string Key, object Value)[] values)
    {
        ValueTable table = new(SettingLayer.Programmatic);
        foreach ((string key, object value) in values)
        {
            SettingKey meant = ProgrammaticSource.KeyOf(key);
            RawValue? present = meant.Store is null ? _values.Winner(meant.Definition!) : Stores.Attribute(meant.Store, meant.Attribute!);
            table.Set(meant, present?.With(value) ?? new RawValue(value, SettingLayer.Programmatic, ProgrammaticSource.CodeOrigin));
        }

        return new ConfigurationSnapshot(Stack.WithOverrides([table]), Context);
    }

    /// <summary>
    /// Whether credentials from outside the project would go to a database server that only the project names, or less protected because of it, and
    /// nobody has confirmed it.
    /// </summary>
    /// <returns>Empty when all is well. With an error among it, nothing may be sent.</returns>
    public IReadOnlyList<Diagnostic> CheckDatabaseDestination() => Context.Trust.Assess(DatabaseFlows);

    /// <summary>
    /// Whether a password that the user keeps for database servers outside of DataJoint, as in <c>~/.pgpass</c>, may be sent to the server of these
    /// settings: not where only the project names the host or the port, or takes protection away, unless that destination is trusted.
    /// </summary>
    /// <param name="namesHost">Whether the user names the host beside the password, so that the project does not choose it.</param>
    /// <param name="namesPort">Whether the user names the port beside the password.</param>
    /// <returns>Whether it may be sent.</returns>
    public bool AllowsUserPassword(bool namesHost, bool namesPort) =>
        Context.Trust.FindUntrusted([CredentialFlows.OfUserPassword(Database.Host, Database.Port, namesHost, namesPort, _values.Winner)]).Count == 0;

    /// <summary>The settings with their texts, where they are references to secrets: asked for together, with as few questions as possible.</summary>
    /// <param name="settings">Settings of this snapshot.</param>
    /// <param name="cancellationToken">Gives the questions up.</param>
    /// <returns>What came of each, in the same order: one that cannot be had does not keep the others.</returns>
    public static Task<IReadOnlyList<SettingResolution>> ResolveAsync(IEnumerable<ResolvedSetting> settings, CancellationToken cancellationToken = default) =>
        SettingResolution.RunAsync([.. settings ?? throw new ArgumentNullException(nameof(settings))], cancellationToken);

    /// <summary>All settings with a value, one a line, secrets redacted.</summary>
    /// <returns>Key, value and origin of each.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (ResolvedSetting setting in ListSettings())
        {
            if (setting.Value.HasValue)
            {
                text.Append(setting).AppendLine();
            }
        }

        return text.ToString();
    }

    /// <summary>Which credential goes to the database server; none on SQLite.</summary>
    internal IReadOnlyList<CredentialFlow> DatabaseFlows =>
        Database.Backend == "sqlite" ? [] : CredentialFlows.OfDatabase(Database.Host, Database.Port, _values.Winner);

    /// <summary>Which credential goes to a store.</summary>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly.</exception>
    internal IReadOnlyList<CredentialFlow> FlowsOf(string store) => Stores[store].Flows;

    /// <summary>Whether the user knows where a store on a network is: nothing of it comes from the project, or its host is trusted.</summary>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly.</exception>
    internal bool KnowsPlaceOf(string store)
    {
        StoreSpec spec = Stores[store];
        IReadOnlyList<CredentialFlow> flows = spec.Flows;
        return Trust.FindUntrusted(flows).Count == 0
            && (!spec.IsFromProject() || (flows.Count > 0 && flows.All(Trust.Trusts) && !spec.IsFromProject("proxy_server")));
    }

    /// <summary>Every flow that opening the database and all stores would make; a store with wrong settings is not opened.</summary>
    internal IEnumerable<CredentialFlow> AllFlows =>
        DatabaseFlows.Concat(Stores.Where(name => Stores.Validate(name).Count == 0).SelectMany(name => Stores[name].Flows));

    /// <summary>Where the credential of a setting would go; empty where it goes to no place that has a name, such as the vendor's own.</summary>
    internal IReadOnlyList<CredentialFlow> FlowsOfSetting(string key)
    {
        IEnumerable<CredentialFlow> flows = SettingKey.Find(key) is not SettingKey { IsCustom: false } setting ? []
            : setting.Store is null ? DatabaseFlows
            : Stores.Validate(setting.Store).Count == 0 ? FlowsOf(setting.Store) : [];
        return [.. flows.Where(flow => flow.Credential.IsReference)];
    }

    /// <summary>The settings whose value is a reference of the project that would not be resolved, and whose destination cannot be confirmed by name.</summary>
    internal IReadOnlyList<ResolvedSetting> ListUntrustedReferences() => Trust.TrustsReferences ? [] :
    [
        .. ListSettings().Where(setting => setting.Reference is not null && setting.Value.AsSecret() is not { HasUnknownScheme: true }
            && CandidatesOf(SettingKey.Find(setting.Key)!.Value).FirstOrDefault() is RawValue given && ProjectValue.GivesReference(given)
            && FlowsOfSetting(setting.Key) is var flows && !(flows.Count > 0 && flows.All(flow => flow.NeedsTrust || Trust.Trusts(flow)))),
    ];

    /// <summary>What is suspect about the values that the program sets; they change without a load.</summary>
    internal static IEnumerable<Diagnostic> FindSuspect(IReadOnlyList<ValueTable> tables, bool isStrict) =>
        tables.Where(static table => table.Layer == SettingLayer.Programmatic && !table.IsEmpty).SelectMany(SuspectText.FindIn)
            .Select(suspect => isStrict ? suspect.AsStrict() : suspect);

    /// <summary>The environments for which a project has a file; nothing of it need be right.</summary>
    internal static IReadOnlyList<string> ListEnvironments(ProjectLocation project) =>
        ProjectEnvironments.List(SourceReading.OfFiles(Precedence.Sources, project, new DiagnosticBag()));

    internal ResolvedSetting Find(SettingKey key)
    {
        RawValue? winner;
        object? value;
        if (key.Definition is SettingDefinition definition)
        {
            winner = _values.Winner(definition);
            value = _values.Value(definition);
        }
        else
        {
            winner = key.Store is not null ? Stores.Attribute(key.Store, key.Attribute!)
                : _custom.TryGetValue(key.Text, out RawValue? custom) ? custom : null;
            value = winner is null ? DefaultOf(key) : winner.Value;
        }

        bool isSecret = key.IsSecret || (value is Secret && key.Definition is null);
        return new ResolvedSetting(key.Text, value, isSecret, winner?.Layer ?? SettingLayer.Default, winner?.Origin) { Project = Project };
    }

    /// <summary>Every value given to a setting, highest first; a host's port is one of the port's.</summary>
    internal IEnumerable<RawValue> CandidatesOf(SettingKey key)
    {
        IEnumerable<RawValue> given = Stack.Candidates(key);
        if (!ReferenceEquals(key.Definition, SettingCatalogue.Port))
        {
            return given;
        }

        if (Database.Backend == "sqlite")
        {
            return [];
        }

        RawValue? fromHost = ResolvedValues.PortOf(_values.Winner(SettingCatalogue.Host));
        return fromHost is null
            ? given
            : given.TakeWhile(v => v.Layer >= fromHost.Layer).Append(fromHost).Concat(given.SkipWhile(v => v.Layer >= fromHost.Layer));
    }

    private static bool IsHost(SettingKey key) => ReferenceEquals(key.Definition, SettingCatalogue.Host);

    private object? DefaultOf(SettingKey key) =>
        key.Definition is not null ? _values.DefaultOf(key.Definition)
        : key.Store is not null ? Stores.DefaultOf(key.Store, key.Attribute!)
        : null;
}
