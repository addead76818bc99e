using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Snapshots;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration;

/// <summary>The object stores of a snapshot. A store is validated when it is asked for.</summary>
public sealed class StoreCollection : IReadOnlyCollection<string>
{
    private readonly Dictionary<string, Dictionary<string, RawValue>> _stores;
    private readonly ConfigurationSnapshot _snapshot;
    private ConcurrentDictionary<string, StoreSpec>? _validated;

    internal StoreCollection(Dictionary<string, Dictionary<string, RawValue>> stores, ConfigurationSnapshot snapshot)
    {
        _stores = stores;
        _snapshot = snapshot;
    }

    /// <summary>The number of configured stores.</summary>
    public int Count => _stores.Count;

    /// <summary>Whether <c>DJ_STORES</c> is set, which replaces the stores of the project's files.</summary>
    public bool HidesProjectFiles => _snapshot.Stack.MasksProjectStores;

    /// <summary>The store of a name, validated once.</summary>
    /// <param name="name">The store's name.</param>
    /// <exception cref="ConfigurationException">The store is not configured, or not rightly; every problem of it is reported.</exception>
    public StoreSpec this[string name]
    {
        get
        {
            if (name is null)
            {
                throw new ArgumentNullException(nameof(name));
            }

            return Find(name, out IReadOnlyList<Diagnostic> problems) ?? throw new ConfigurationException(problems);
        }
    }

    /// <summary>Whether <c>stores.default</c> names a store, rightly or not.</summary>
    public bool HasDefault => _snapshot[SettingCatalogue.DefaultStore.Key].HasValue;

    /// <summary>The store that <c>stores.default</c> names.</summary>
    /// <exception cref="ConfigurationException">There is no default store, or it is not rightly configured.</exception>
    public StoreSpec Default => this[NameOf(SettingCatalogue.DefaultStore)];

    /// <summary>The store that <c>stores.filepath_default</c> names.</summary>
    /// <exception cref="ConfigurationException">There is no such store, or it is not rightly configured.</exception>
    public StoreSpec FilepathDefault => this[NameOf(SettingCatalogue.DefaultFilepathStore)];

    /// <summary>Whether a store of that name is configured, rightly or not.</summary>
    /// <param name="name">The store's name.</param>
    /// <returns>True when some layer gives it an attribute.</returns>
    public bool Contains(string name) => _stores.ContainsKey(name);

    /// <summary>Everything that is wrong with the stores, their defaults included.</summary>
    /// <returns>One diagnostic for each problem; empty when all is well.</returns>
    public IReadOnlyList<Diagnostic> Validate() => [.. ValidateDefaults(), .. this.SelectMany(Validate)];

    /// <summary>Everything that is wrong with one store.</summary>
    /// <param name="name">The store's name.</param>
    /// <returns>One diagnostic for each problem; empty when all is well.</returns>
    public IReadOnlyList<Diagnostic> Validate(string name)
    {
        DiagnosticBag diagnostics = new();
        new StoreValidation(_snapshot, diagnostics).Validate(name ?? throw new ArgumentNullException(nameof(name)));
        return diagnostics.ToList(_snapshot.Context.IsStrict);
    }

    /// <summary>The names of the stores, in ordinal order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<string> GetEnumerator() => _stores.Keys.OrderBy(name => name, StringComparer.Ordinal).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What is wrong with the names of the default stores.</summary>
    internal IReadOnlyList<Diagnostic> ValidateDefaults()
    {
        DiagnosticBag diagnostics = new();
        new StoreValidation(_snapshot, diagnostics).ValidateDefaults();
        return diagnostics.ToList(_snapshot.Context.IsStrict);
    }

    /// <summary>The store of a name, or null and everything that is wrong with it.</summary>
    internal StoreSpec? Find(string name, out IReadOnlyList<Diagnostic> problems)
    {
        problems = [];
        if (_validated?.TryGetValue(name, out StoreSpec? known) == true)
        {
            return known;
        }

        problems = Validate(name);
        return problems.Count > 0 ? null : Validated().GetOrAdd(name, new StoreSpec(name, _stores[name], StoreCatalogue.FindProtocol(Text(name, "protocol"))!, _snapshot.Context));
    }

    internal bool TryGet(string name, [NotNullWhen(true)] out IReadOnlyDictionary<string, RawValue>? attributes)
    {
        bool found = _stores.TryGetValue(name, out Dictionary<string, RawValue>? given);
        attributes = given;
        return found;
    }

    internal RawValue? Attribute(string store, string attribute) =>
        _stores.TryGetValue(store, out Dictionary<string, RawValue>? attributes) && attributes.TryGetValue(attribute, out RawValue? value) ? value : null;

    internal string? Text(string store, string attribute) => Attribute(store, attribute)?.Value as string;

    /// <summary>The default of an attribute, once the store has a protocol that defines it.</summary>
    internal object? DefaultOf(string store, string attribute) =>
        StoreCatalogue.FindProtocol(Text(store, "protocol"))?.Find(attribute)?.Default;

    /// <summary>The keys of all attributes that are given or have a default.</summary>
    internal IEnumerable<SettingKey> ListKeys()
    {
        foreach (string store in this)
        {
            Dictionary<string, RawValue> given = _stores[store];
            IEnumerable<string> defaults = StoreCatalogue.FindProtocol(Text(store, "protocol"))?.AllAttributes
                .Where(a => a.Default is not null && !given.ContainsKey(a.Name)).Select(a => a.Name) ?? [];
            foreach (string attribute in given.Keys.Concat(defaults))
            {
                yield return SettingKey.OfStore(store, attribute);
            }
        }
    }

    /// <summary>Made when it is needed: most programs never ask for a store.</summary>
    private ConcurrentDictionary<string, StoreSpec> Validated() =>
        _validated ?? Interlocked.CompareExchange(ref _validated, new ConcurrentDictionary<string, StoreSpec>(StringComparer.Ordinal), null) ?? _validated;

    private string NameOf(SettingDefinition definition) =>
        _snapshot[definition.Key].AsText() ?? throw new ConfigurationException(
        [
            new Diagnostic(
                StoreSpecRules.UnknownDefaultStore, $"{definition.Key} is not set, and no store was named",
                $"Run: djc config set {definition.Key} NAME"),
        ]);
}
