namespace DataJoint.Configuration;

/// <summary>All sources of one load, highest first: the precedence list of the product, in one place.</summary>
/// <remarks>programmatic; environment (store variables above DJ_STORES); secrets of the project, then the mounted ones; project files.</remarks>
internal sealed class LayerStack
{
    private readonly ValueTable[] _tables;

    internal LayerStack(IEnumerable<ValueTable> highestFirst, bool masksProjectStores)
    {
        _tables = highestFirst.ToArray();
        MasksProjectStores = masksProjectStores;
    }

    /// <summary>Whether DJ_STORES replaces the stores of the project layer.</summary>
    internal bool MasksProjectStores { get; }

    internal IReadOnlyList<ValueTable> Tables => _tables;

    /// <summary>The same with other programmatic values.</summary>
    internal LayerStack WithProgrammatic(IEnumerable<ValueTable> programmatic) =>
        new(programmatic.Concat(_tables.Where(t => t.Layer != SettingLayer.Programmatic)), MasksProjectStores);

    /// <summary>Every value that is given to the setting, highest first.</summary>
    internal IEnumerable<RawValue> Candidates(SettingKey key)
    {
        bool isStore = IsStoreKey(key);
        foreach (ValueTable table in _tables)
        {
            if (!(isStore && Masks(table)) && table.Get(key) is RawValue value)
            {
                yield return value;
            }
        }
    }

    /// <summary>Every value of the project's files that does not count, since DJ_STORES replaces their stores.</summary>
    internal IEnumerable<RawValue> Hidden(SettingKey key) =>
        IsStoreKey(key) ? _tables.Where(Masks).Select(table => table.Get(key)).OfType<RawValue>() : [];

    /// <summary>The winner for a setting of the catalogue, or null.</summary>
    internal RawValue? Winner(SettingDefinition definition)
    {
        bool isStore = ReferenceEquals(definition, SettingCatalogue.DefaultStore)
            || ReferenceEquals(definition, SettingCatalogue.DefaultFilepathStore);
        foreach (ValueTable table in _tables)
        {
            if (table.Get(definition) is RawValue value && !(isStore && Masks(table)))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All stores with their winning attributes. Stores that one source alone gives are shared, not copied.</summary>
    internal Dictionary<string, Dictionary<string, RawValue>> MergeStores()
    {
        int most = 0;
        foreach (ValueTable table in _tables)
        {
            most = Math.Max(most, table.Stores?.Count ?? 0);
        }

        Dictionary<string, Dictionary<string, RawValue>> merged = new(most, StringComparer.Ordinal);
        HashSet<string>? owned = null;
        for (int i = _tables.Length - 1; i >= 0; i--)
        {
            ValueTable table = _tables[i];
            if (table.Stores is null || Masks(table))
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

    /// <summary>The winning values below <c>custom</c>, in the order of their keys.</summary>
    internal SortedDictionary<string, RawValue> MergeCustom()
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

    /// <summary>The stores that a source knows and DJ_STORES does not hide.</summary>
    internal IEnumerable<string> StoreNames() =>
        _tables.Where(t => t.Stores is not null && !Masks(t)).SelectMany(t => t.Stores!.Keys).Distinct(StringComparer.Ordinal);

    private static bool IsStoreKey(SettingKey key) => key.Text.StartsWith("stores.", StringComparison.Ordinal);

    private bool Masks(ValueTable table) => MasksProjectStores && table.Layer == SettingLayer.Project;
}
