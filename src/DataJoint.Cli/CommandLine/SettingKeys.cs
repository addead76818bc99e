using DataJoint.Configuration;
using DataJoint.Configuration.Settings;

namespace DataJoint.Cli.CommandLine;

/// <summary>Which keys a user may name. A key that is none is wrong use, with the nearest known one as suggestion.</summary>
internal static class SettingKeys
{
    /// <summary>The member that names the schema for editors: config get, set and unset know it, though it is not a setting.</summary>
    public const string Schema = "$schema";

    /// <summary>Understands a key by its form alone, before anything is loaded.</summary>
    /// <exception cref="CommandException">It can be no setting.</exception>
    public static SettingKey CheckSyntax(string key) =>
        SettingKey.Find(key) ?? throw (key == Schema ? NamesSchema() : SettingGroup.Is(key) ? Group(key) : Unknown(key, SettingCatalogue.Suggest(key)));

    /// <summary>Checks a store's attribute against the protocol of the store.</summary>
    /// <param name="snapshot">What knows the store.</param>
    /// <param name="setting">The setting; one with a value is known, whatever it is called.</param>
    /// <exception cref="CommandException">The protocol, or without one any protocol, does not know the attribute.</exception>
    public static void CheckKnown(ConfigurationSnapshot snapshot, ResolvedSetting setting)
    {
        if (!setting.Value.HasValue)
        {
            CheckAttribute(snapshot, CheckSyntax(setting.Key));
        }
    }

    /// <summary>Checks a store's attribute against the protocol of the store, whether or not it has a value.</summary>
    /// <exception cref="CommandException">The protocol, or without one any protocol, does not know the attribute.</exception>
    public static void CheckAttribute(ConfigurationSnapshot snapshot, SettingKey key)
    {
        if (key.Store is null)
        {
            return;
        }

        string? protocolName = snapshot.Find($"stores.{key.Store}.protocol").Value.Reveal();
        StoreProtocol? protocol = StoreCatalogue.FindProtocol(protocolName);
        bool isForeign = protocolName is not null && protocol is null; // A plug-in's; only its adapter knows the attributes.
        if (!isForeign && !StoreCatalogue.IsKnown(protocol, key.Attribute!, out string? nearest))
        {
            throw Unknown(key.Text, nearest is null ? null : $"stores.{key.Store}.{nearest}");
        }
    }

    /// <summary>KEY=VALUE where only a key belongs: the value may be a secret.</summary>
    public static string WithoutValue(string key) =>
        key.IndexOf('=', StringComparison.Ordinal) is int equals and >= 0 ? key[..equals] + "=…" : key;

    private static CommandException NamesSchema() =>
        CommandException.UsageError($"{Schema} is not a setting: it names the JSON Schema for editors", $"djc config get '{Schema}' prints it");

    private static CommandException Group(string key) =>
        CommandException.UsageError(SettingGroup.Describe(key), "name one of them: " + SettingGroup.Members(key));

    private static CommandException Unknown(string key, string? suggestion) =>
        CommandException.UsageError(
            $"unknown setting {Display.Quote(WithoutValue(key))}" + (suggestion is null ? "" : $"; did you mean {Display.Sanitize(suggestion)}?"),
            "djc config show lists the settings");
}
