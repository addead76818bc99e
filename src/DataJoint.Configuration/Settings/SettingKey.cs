using System.Diagnostics.CodeAnalysis;
using DataJoint.Configuration.Settings;

namespace DataJoint.Configuration;

/// <summary>A full key that means something: a setting of the catalogue, an attribute of a store, or a key below <c>custom</c>.</summary>
public readonly struct SettingKey : IEquatable<SettingKey>
{
    private const string StoresPrefix = "stores.";
    private const string CustomPrefix = SettingCatalogue.CustomGroup + ".";

    private readonly string? _text;

    private SettingKey(string text, SettingDefinition? definition, string? store, string? attribute)
    {
        _text = text;
        Definition = definition;
        Store = store;
        Attribute = attribute;
    }

    /// <summary>The key with dots, such as <c>database.host</c> or <c>stores.main.bucket</c>.</summary>
    public string Text => _text ?? "";

    /// <summary>The catalogue's entry, or null for a store's attribute or a key below <c>custom</c>.</summary>
    public SettingDefinition? Definition { get; }

    /// <summary>The store, or null when the key is not one of a store's attributes.</summary>
    public string? Store { get; }

    /// <summary>The store's attribute, which need not be known to any protocol, or null.</summary>
    public string? Attribute { get; }

    internal bool IsCustom => Definition is null && Store is null;

    /// <summary>Whether nobody has described it, so that its value may be anything: a key below <c>custom</c>, or an attribute that no protocol knows.</summary>
    internal bool IsUndescribed => Definition is null && (Attribute is null || (StoreCatalogue.FindAttribute(Attribute) is null && !SecretNames.IsOpen(Attribute)));

    /// <summary>Whether its value is a secret.</summary>
    public bool IsSecret =>
        Definition is not null ? Definition.IsSecret
        : Attribute is not null ? StoreCatalogue.IsSecret(Attribute)
        : SecretNames.IsCustom(Text);

    /// <summary>Which values it takes; any for what nobody has described.</summary>
    public ValueRule Rule =>
        Definition is not null ? Definition.Rule
        : Attribute is not null && StoreCatalogue.FindAttribute(Attribute) is StoreAttribute known ? known.Rule
        : ValueRule.Any;

    /// <summary>Whether a single-value file for it may hold several lines.</summary>
    internal bool IsDocument =>
        Attribute is "token" or "connection_string"
        || (Attribute is not null && StoreCatalogue.FindAttribute(Attribute) is { IsDocument: true });

    /// <summary>Understands a full key.</summary>
    /// <param name="text">The key with dots.</param>
    /// <returns>The key, or null when it can mean nothing. A store's attribute need not be known to any protocol.</returns>
    public static SettingKey? Find(string text) =>
        TryParse(text ?? throw new ArgumentNullException(nameof(text)), out SettingKey? key) ? key : null;

    /// <summary>Compares two keys.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are the same.</returns>
    public static bool operator ==(SettingKey left, SettingKey right) => left.Equals(right);

    /// <summary>Compares two keys.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(SettingKey left, SettingKey right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(SettingKey other) => Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SettingKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>The key with dots.</summary>
    /// <returns>For example <c>database.host</c>.</returns>
    public override string ToString() => Text;

    internal static SettingKey From(SettingDefinition definition) => new(definition.Key, definition, null, null);

    internal static SettingKey OfStore(string store, string attribute) =>
        new(StoresPrefix + store + "." + attribute, null, store, attribute);

    internal static SettingKey OfCustom(string key) => new(key, null, null, null);

    /// <summary>Understands a full key.</summary>
    /// <param name="text">The key with dots.</param>
    /// <param name="key">What it means.</param>
    /// <returns>False when it can mean nothing; a store's attribute need not be known to any protocol.</returns>
    internal static bool TryParse(string text, [NotNullWhen(true)] out SettingKey? key)
    {
        key = null;
        if (SettingCatalogue.TryFind(text, out SettingDefinition? definition))
        {
            key = From(definition);
        }
        else if (text.StartsWith(StoresPrefix, StringComparison.Ordinal))
        {
            int dot = text.IndexOf('.', StoresPrefix.Length);
            string store = dot < 0 ? "" : text.Substring(StoresPrefix.Length, dot - StoresPrefix.Length);
            if (dot < text.Length - 1 && IsStoreName(store))
            {
                key = new(text, null, store, text.Substring(dot + 1));
            }
        }
        else if (text.StartsWith(CustomPrefix, StringComparison.Ordinal) && text.Length > CustomPrefix.Length)
        {
            key = OfCustom(text);
        }

        return key is not null;
    }

    /// <summary>Whether a key lies in a group.</summary>
    internal static bool IsBelow(string key, string group) =>
        key.Length > group.Length && key[group.Length] == '.' && key.StartsWith(group, StringComparison.Ordinal);

    /// <summary>Whether a store may have this name; the reserved names of the <c>stores</c> group are not stores.</summary>
    internal static bool IsStoreName(string name)
    {
        if (name.Length == 0 || name is "default" or "filepath_default")
        {
            return false;
        }

        foreach (char c in name)
        {
            if (c == '.' || char.IsControl(c))
            {
                return false;
            }
        }

        return true;
    }
}
