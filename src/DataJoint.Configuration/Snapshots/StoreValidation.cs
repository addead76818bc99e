using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Snapshots;

/// <summary>Checks stores against the protocols: what is missing, unknown, or contradictory.</summary>
internal sealed class StoreValidation
{
    private static readonly string[] Prefixes = ["hash_prefix", "schema_prefix", "filepath_prefix"];

    private readonly ConfigurationSnapshot _snapshot;
    private readonly DiagnosticBag _diagnostics;

    public StoreValidation(ConfigurationSnapshot snapshot, DiagnosticBag diagnostics)
    {
        _snapshot = snapshot;
        _diagnostics = diagnostics;
    }

    public void ValidateDefaults()
    {
        foreach (SettingDefinition definition in (SettingDefinition[])[SettingCatalogue.DefaultStore, SettingCatalogue.DefaultFilepathStore])
        {
            ResolvedSetting setting = _snapshot.Find(SettingKey.From(definition));
            if (setting.Value.AsText() is string name && !_snapshot.Stores.Contains(name))
            {
                string? nearest = Spelling.Nearest(name, _snapshot.Stores);
                _diagnostics.Add(
                    StoreSpecRules.UnknownDefaultStore,
                    $"{definition.Key} names the store {Display.Quote(name)}, which is not configured" + DidYouMean(nearest),
                    nearest is not null && ShellWord.From(nearest) is string word
                        ? $"Run: djc config set {definition.Key} {word}"
                        : "Configure the store, or correct the name.",
                    setting.Origin);
            }
        }
    }

    public void Validate(string name)
    {
        if (!_snapshot.Stores.TryGet(name, out IReadOnlyDictionary<string, RawValue>? attributes))
        {
            string? nearest = Spelling.Nearest(name, _snapshot.Stores);
            _diagnostics.Add(
                StoreSpecRules.UnknownStore, $"the store {Display.Quote(name)} is not configured" + DidYouMean(nearest),
                "Add it to \"stores\" in datajoint.json.");
            return;
        }

        if (!attributes.TryGetValue("protocol", out RawValue? protocolValue))
        {
            if (attributes.FirstOrDefault(given => Spelling.Nearest(given.Key, ["protocol"]) is not null) is { Key: string misspelt } near)
            {
                _diagnostics.Add(
                    StoreSpecRules.MissingStoreAttribute, $"store {Show(name)}: protocol is missing; {Show(misspelt)} is an unknown attribute, did you mean protocol?",
                    $"Rename {Show(misspelt)} to protocol.", near.Value.Origin);
                return;
            }

            string? meant = Spelling.Nearest(name, _snapshot.Stores.Where(other => other != name && _snapshot.Stores.Text(other, "protocol") is not null));
            ReportMissing(
                name, "protocol",
                (meant is null || attributes.Count == 0 ? "Add" : $"Is {Display.Sanitize(meant)} meant? Correct the name at {attributes.Values.First().Origin}. Else add")
                + " \"protocol\": file, s3, gcs or azure.");
            return;
        }

        string protocolName = (string)protocolValue.Value;
        if (StoreCatalogue.FindProtocol(protocolName) is not StoreProtocol protocol)
        {
            ReportProtocol(name, protocolName, protocolValue.Origin);
            return;
        }

        FindMissing(name, attributes, protocol);
        FindUnknown(name, attributes, protocol);
        FindOverlaps(name, attributes);
    }

    private static string DidYouMean(string? suggestion) => suggestion is null ? "" : $"; did you mean {suggestion}?";

    private void ReportProtocol(string store, string protocol, Origin origin)
    {
        string? nearest = Spelling.Nearest(protocol, StoreCatalogue.Protocols.Select(p => p.Name));
        string known = string.Join(", ", StoreCatalogue.Protocols.Select(p => p.Name));
        _diagnostics.Add(
            StoreSpecRules.UnknownProtocol,
            $"store {Show(store)}: unknown protocol {Display.Quote(protocol)}; known are {known}" + DidYouMean(nearest),
            "Correct it, or register the adapter of that protocol.", origin);
    }

    private void ReportMissing(string store, string attribute, string hint) =>
        _diagnostics.Add(StoreSpecRules.MissingStoreAttribute, $"store {Show(store)}: {attribute} is missing", hint);

    private void FindMissing(string store, IReadOnlyDictionary<string, RawValue> attributes, StoreProtocol protocol)
    {
        HashSet<string?> misspelt = [.. attributes.Keys.Where(given => protocol.Find(given) is null).Select(given => Nearest(protocol, given))];
        foreach (string required in protocol.Required.Select(a => a.Name).Prepend("location"))
        {
            bool missing = !attributes.TryGetValue(required, out RawValue? given);
            if (missing && misspelt.Contains(required))
            {
                continue; // It is there under another name, which is reported.
            }

            bool mayBeEmpty = required == "location" && protocol.Name is "s3" or "gcs" or "azure"; // The whole bucket or container.
            if (missing || (given!.Value is "" && !mayBeEmpty))
            {
                string hint = ShellWord.From($"stores.{store}.{required}") is string word
                    ? $"Run: djc config set {word} VALUE"
                    : $"Give it {required} in datajoint.json.";
                if (missing)
                {
                    ReportMissing(store, required, hint);
                }
                else
                {
                    _diagnostics.Add(StoreSpecRules.MissingStoreAttribute, $"store {Show(store)}: {required} is empty", hint, given!.Origin);
                }
            }
        }
    }

    private void FindUnknown(string store, IReadOnlyDictionary<string, RawValue> attributes, StoreProtocol protocol)
    {
        foreach (KeyValuePair<string, RawValue> given in attributes)
        {
            if (protocol.Find(given.Key) is null)
            {
                string? nearest = Nearest(protocol, given.Key);
                _diagnostics.Add(
                    StoreSpecRules.UnknownStoreAttribute,
                    $"store {Show(store)}: unknown attribute {Show(given.Key)} for protocol {protocol.Name}" + DidYouMean(nearest),
                    HowToCorrect(store, given.Key, given.Value, nearest), given.Value.Origin);
            }
        }
    }

    private static string? Nearest(StoreProtocol protocol, string attribute) => Spelling.Nearest(attribute, protocol.AllAttributes.Select(a => a.Name));

    /// <summary>A credential is not renamed in a file that is committed, but leaves it.</summary>
    private string HowToCorrect(string store, string attribute, RawValue value, string? nearest) =>
        value is { Layer: SettingLayer.Project, Value: Secret }
            ? CredentialRemedy.For(SettingKey.OfStore(store, attribute).Text, _snapshot.Project.EnvironmentOf(value.Source))
            : nearest is null ? "Remove it."
            : value.Layer is SettingLayer.Environment or SettingLayer.Secrets
                ? $"Rename it to {StoreVariables.Rename(SettingKey.OfStore(store, attribute), SettingKey.OfStore(store, nearest), value)}."
                : $"Rename it to {nearest}.";

    /// <summary>By path segment: <c>raw</c> contains <c>raw/data</c>, but not <c>raw_data</c>.</summary>
    private void FindOverlaps(string store, IReadOnlyDictionary<string, RawValue> attributes)
    {
        for (int i = 0; i < Prefixes.Length; i++)
        {
            for (int j = i + 1; j < Prefixes.Length; j++)
            {
                string? left = Prefix(attributes, Prefixes[i]);
                string? right = Prefix(attributes, Prefixes[j]);
                if (left is not null && right is not null && (Contains(left, right) || Contains(right, left)))
                {
                    Origin? origin = attributes.TryGetValue(Prefixes[j], out RawValue? given) || attributes.TryGetValue(Prefixes[i], out given)
                        ? given.Origin : null;
                    _diagnostics.Add(
                        StoreSpecRules.OverlappingPrefixes,
                        $"store {Show(store)}: {Prefixes[i]} {Display.Quote(left)} and {Prefixes[j]} {Display.Quote(right)} overlap",
                        "Give each prefix a directory of its own.", origin);
                }
            }
        }
    }

    private static string? Prefix(IReadOnlyDictionary<string, RawValue> attributes, string name)
    {
        string? text = attributes.TryGetValue(name, out RawValue? given)
            ? given.Value as string
            : StoreCatalogue.FindCommon(name)!.Default as string;
        string? path = text is null ? null : string.Join("/", text.Split(['/'], StringSplitOptions.RemoveEmptyEntries));
        return path is "" ? null : path;
    }

    private static bool Contains(string outer, string inner) =>
        inner == outer || inner.StartsWith(outer + "/", StringComparison.Ordinal);

    private static string Show(string name) => Display.Sanitize(name, 80);
}
