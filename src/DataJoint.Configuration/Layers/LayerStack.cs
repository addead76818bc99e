using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Layers;

/// <summary>What the sources of one load have given, highest first, and how it merges. The order is that of <see cref="Precedence"/>.</summary>
internal sealed class LayerStack
{
    private readonly ValueTable[] _tables;
    private Dictionary<string, Dictionary<string, RawValue>>? _stores;

    public LayerStack(IEnumerable<ValueTable> highestFirst)
    {
        _tables = highestFirst.ToArray();
        MasksProjectStores = Array.Exists(_tables, static table => table.ReplacesStores);
    }

    /// <summary>Whether DJ_STORES replaces the stores of the project layer.</summary>
    public bool MasksProjectStores { get; }

    public IReadOnlyList<ValueTable> Tables => _tables;

    /// <summary>The same with other values in place of those that the program has set.</summary>
    public LayerStack WithProgrammatic(ValueTable programmatic) =>
        new(_tables.Select(table => table.Layer == SettingLayer.Programmatic ? programmatic : table).Distinct());

    /// <summary>The same with values on top of what the program has set.</summary>
    public LayerStack WithOverrides(IEnumerable<ValueTable> highestFirst) => new(highestFirst.Concat(_tables));

    /// <summary>The same with the references to secrets bound to whom resolves them; what is bound already is bound again.</summary>
    public LayerStack WithReferences(Func<ValueTable, ValueTable> bind) =>
        Array.Exists(_tables, static table => table.HasReferences) ? new(_tables.Select(table => table.HasReferences ? bind(table) : table)) : this;

    /// <summary>The values of a store's setting that do not count because DJ_STORES replaces the stores of their table.</summary>
    public IEnumerable<RawValue> Replaced(SettingKey key) =>
        _tables.Where(table => IsStoreKey(key) && IsReplaced(table)).Select(table => table.Get(key)).OfType<RawValue>();

    /// <summary>Every value that is given to the setting, highest first.</summary>
    public IEnumerable<RawValue> Candidates(SettingKey key)
    {
        bool isStore = IsStoreKey(key);
        foreach (ValueTable table in _tables)
        {
            if (!(isStore && IsReplaced(table)) && table.Get(key) is RawValue value)
            {
                yield return value;
            }
        }
    }

    /// <summary>The winner for a setting of the catalogue, or null.</summary>
    public RawValue? Winner(SettingDefinition definition)
    {
        bool isStore = ReferenceEquals(definition, SettingCatalogue.DefaultStore)
            || ReferenceEquals(definition, SettingCatalogue.DefaultFilepathStore);
        foreach (ValueTable table in _tables)
        {
            if (table.Get(definition) is RawValue value && !(isStore && IsReplaced(table)))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All stores with their winning attributes, merged once. Stores that one source alone gives are shared, not copied.</summary>
    public Dictionary<string, Dictionary<string, RawValue>> Stores => _stores ??= MergeStores();

    /// <summary>The winning values below <c>custom</c>, in the order of their keys.</summary>
    public SortedDictionary<string, RawValue> MergeCustom()
    {
        SortedDictionary<string, RawValue> merged = new(StringComparer.Ordinal);
        for (int i = _tables.Length - 1; i >= 0; i--)
        {
            foreach (KeyValuePair<string, RawValue> custom in _tables[i].Custom ?? [])
            {
                merged[custom.Key] = custom.Value;
            }
        }

        return merged;
    }

    private Dictionary<string, Dictionary<string, RawValue>> MergeStores()
    {
        int max = 0;
        foreach (ValueTable table in _tables)
        {
            max = Math.Max(max, table.Stores?.Count ?? 0);
        }

        Dictionary<string, Dictionary<string, RawValue>> merged = new(max, StringComparer.Ordinal);
        HashSet<string>? owned = null;
        for (int i = _tables.Length - 1; i >= 0; i--)
        {
            ValueTable table = _tables[i];
            if (table.Stores is null || IsReplaced(table))
            {
                continue;
            }

            foreach (KeyValuePair<string, Dictionary<string, RawValue>> store in table.Stores)
            {
                if (!merged.TryGetValue(store.Key, out Dictionary<string, RawValue>? attributes))
                {
                    merged.Add(store.Key, store.Value);
                    continue;
                }

                owned ??= new(StringComparer.Ordinal);
                if (owned.Add(store.Key))
                {
                    merged[store.Key] = attributes = new(attributes, StringComparer.Ordinal);
                }

                foreach (KeyValuePair<string, RawValue> attribute in store.Value)
                {
                    attributes[attribute.Key] = attribute.Value;
                }
            }
        }

        return merged;
    }

    private static bool IsStoreKey(SettingKey key) => key.Text.StartsWith("stores.", StringComparison.Ordinal);

    private bool IsReplaced(ValueTable table) => MasksProjectStores && table.HasReplaceableStores;
}
