using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Loading;

/// <summary>Warns of values from variables and secrets whose store or attribute is nearly one that is configured: they would be kept, and never used.</summary>
internal sealed class NearStores
{
    /// <summary>Beyond so many stores none is compared.</summary>
    private const int MaxStores = 1000;

    private readonly Dictionary<string, Dictionary<string, RawValue>> _stores;
    private readonly List<string> _configured;
    private readonly DiagnosticBag _diagnostics;

    private NearStores(Dictionary<string, Dictionary<string, RawValue>> stores, DiagnosticBag diagnostics)
    {
        _stores = stores;
        _configured = [.. stores.Where(store => store.Value.ContainsKey("protocol")).Select(store => store.Key)];
        _diagnostics = diagnostics;
    }

    public static void Report(LayerStack stack, DiagnosticBag diagnostics)
    {
        if (stack.Tables.Any(table => table.Stores is not null && table.Layer is SettingLayer.Environment or SettingLayer.Secrets)
            && stack.Stores is { Count: <= MaxStores } stores)
        {
            new NearStores(stores, diagnostics).ReportAll();
        }
    }

    private void ReportAll()
    {
        foreach (string name in _stores.Keys.OrderBy(name => name, StringComparer.Ordinal))
        {
            string? near = _stores[name].ContainsKey("protocol") ? null : FindNear(name);
            foreach (KeyValuePair<string, RawValue> attribute in _stores[name].Where(a => a.Value.Layer is SettingLayer.Environment or SettingLayer.Secrets))
            {
                string? suggested = FindAttribute(near ?? name, attribute.Key);
                if (near is not null || suggested is not null)
                {
                    Report(SettingKey.OfStore(name, attribute.Key), SettingKey.OfStore(near ?? name, suggested ?? attribute.Key), attribute.Value);
                }
            }
        }
    }

    /// <summary>Names that differ in a number alone are two names.</summary>
    private string? FindNear(string name) =>
        Spelling.Nearest(name, _configured) is string near && WithoutDigits(near) != WithoutDigits(name) && near.Length > 2 ? near : null;

    private static string WithoutDigits(string name) => string.Concat(name.Where(c => !char.IsDigit(c)));

    /// <summary>The attribute that an unknown one nearly is, or null. What a protocol that nobody has registered knows is not known.</summary>
    private string? FindAttribute(string store, string attribute)
    {
        StoreProtocol? protocol = _stores[store].TryGetValue("protocol", out RawValue? given) ? StoreCatalogue.FindProtocol(given.Value as string) : null;
        string? suggestion = null;
        return protocol is null || StoreCatalogue.IsKnown(protocol, attribute, out suggestion) ? null : suggestion;
    }

    private void Report(SettingKey given, SettingKey meant, RawValue value)
    {
        string what = given.Store == meant.Store
            ? $"{Display.Sanitize(given.Text)} is no attribute of its store"
            : $"{Display.Sanitize(given.Text)} is for a store that nothing else configures";
        _diagnostics.Add(
            LoadingRules.NearStore, $"{what}; did you mean {Display.Sanitize(meant.Text)}?", $"Rename it to {StoreVariables.Rename(given, meant, value)}.", value.Origin);
    }
}
