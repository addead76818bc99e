namespace DataJoint.Configuration.Values;

/// <summary>All values that one source gives. Filled once while it is read, and not changed afterwards.</summary>
internal sealed class ValueTable
{
    /// <summary>About what an attribute of a store takes in memory, and what a store takes besides its attributes, in bytes.</summary>
    public const int RoomOfValue = 150;
    public const int RoomOfStore = 330;

    private RawValue?[]? _settings;

    public ValueTable(SettingLayer layer) => Layer = layer;

    public SettingLayer Layer { get; }

    /// <summary>Store name, then attribute.</summary>
    public Dictionary<string, Dictionary<string, RawValue>>? Stores { get; private set; }

    /// <summary>The laboratory's own keys, below <c>custom</c>.</summary>
    public Dictionary<string, RawValue>? Custom { get; private set; }

    /// <summary>Values of unknown keys that look like credentials, by key: they give no setting a value, but whoever reads the file reads them.</summary>
    public Dictionary<string, RawValue>? Strays { get; private set; }

    /// <summary>Whether its stores take the place of those in <see cref="HasReplaceableStores"/> tables, as DJ_STORES does.</summary>
    public bool ReplacesStores { get; set; }

    /// <summary>Whether DJ_STORES keeps its stores from counting.</summary>
    public bool HasReplaceableStores => Layer == SettingLayer.Project;

    /// <summary>Whether a value is a reference to a secret.</summary>
    public bool HasReferences { get; private set; }

    public bool IsEmpty => _settings is null && Stores is null && Custom is null;

    public RawValue? Get(SettingDefinition definition) => _settings?[definition.Index];

    public RawValue? Get(SettingKey key) =>
        key.Definition is not null ? Get(key.Definition)
        : key.Store is not null ? GetStoreValue(key.Store, key.Attribute!)
        : Custom is not null && Custom.TryGetValue(key.Text, out RawValue? custom) ? custom : null;

    public RawValue? GetStoreValue(string store, string attribute) =>
        Stores is not null && Stores.TryGetValue(store, out Dictionary<string, RawValue>? attributes)
        && attributes.TryGetValue(attribute, out RawValue? value) ? value : null;

    /// <summary>Enters a value; a later one replaces an earlier one. What somebody put among the secrets is one, also under a name that nobody has described.</summary>
    /// <returns>The value that was replaced, or null.</returns>
    public RawValue? Set(SettingKey key, RawValue value)
    {
        value = Layer == SettingLayer.Secrets && key.IsUndescribed ? value.AsSecret() : value;
        HasReferences |= value.Value is Secret { IsResolved: false };
        if (key.Definition is SettingDefinition definition)
        {
            _settings ??= new RawValue?[SettingCatalogue.Count];
            RawValue? earlier = _settings[definition.Index];
            _settings[definition.Index] = value;
            return earlier;
        }

        return key.Store is not null
            ? Put(AttributesOf(key.Store), key.Attribute!, value)
            : Put(Custom ??= new(StringComparer.Ordinal), key.Text, value);
    }

    /// <summary>Notes the value of an unknown key that looks like a credential.</summary>
    public void AddStray(string key, RawValue value) => Put(Strays ??= new(StringComparer.Ordinal), key, value);

    /// <summary>A copy in which one value is changed, or removed.</summary>
    public ValueTable CopyWith(SettingKey changed, RawValue? value)
    {
        ValueTable copy = CopyWith(static (_, value) => value);
        if (value is not null)
        {
            copy.Set(changed, value);
        }
        else if (changed.Definition is not null)
        {
            copy._settings?[changed.Definition.Index] = null;
        }
        else if (changed.Store is null)
        {
            copy.Custom?.Remove(changed.Text);
        }
        else if (copy.Stores is not null && copy.Stores.TryGetValue(changed.Store, out Dictionary<string, RawValue>? attributes))
        {
            attributes.Remove(changed.Attribute!);
            if (attributes.Count == 0)
            {
                copy.Stores.Remove(changed.Store);
            }
        }

        return copy;
    }

    /// <summary>A copy in which each value is what a function makes of it and of its key.</summary>
    public ValueTable CopyWith(Func<string, RawValue, RawValue> change)
    {
        ValueTable copy = new(Layer) { ReplacesStores = ReplacesStores, HasReferences = HasReferences, Strays = Strays };
        copy._settings = _settings?.Select((value, index) => value is null ? null : change(SettingCatalogue.All[index].Key, value)).ToArray();
        copy.Stores = Stores?.ToDictionary(
            s => s.Key, s => s.Value.ToDictionary(a => a.Key, a => change(SettingKey.OfStore(s.Key, a.Key).Text, a.Value), StringComparer.Ordinal), StringComparer.Ordinal);
        copy.Custom = Custom?.ToDictionary(c => c.Key, c => change(c.Key, c.Value), StringComparer.Ordinal);
        return copy;
    }

    /// <summary>What the values of a file may take in memory. With the file's bytes and growing tables that is below ten times its size, and a fixed amount.</summary>
    public static long RoomFor(int fileSize) => (6L * fileSize) + (32 * 1024 * 1024);

    /// <summary>Notes a store that is there, even when it has no attribute.</summary>
    /// <returns>True when it was not known before.</returns>
    public bool Declare(string store)
    {
        bool isNew = Stores is null || !Stores.ContainsKey(store);
        AttributesOf(store);
        return isNew;
    }

    private static RawValue? Put(Dictionary<string, RawValue> table, string key, RawValue value)
    {
        table.TryGetValue(key, out RawValue? earlier);
        table[key] = value;
        return earlier;
    }

    private Dictionary<string, RawValue> AttributesOf(string store)
    {
        Stores ??= new(StringComparer.Ordinal);
        if (!Stores.TryGetValue(store, out Dictionary<string, RawValue>? attributes))
        {
            Stores.Add(store, attributes = new(StringComparer.Ordinal));
        }

        return attributes;
    }
}
