using System.Text;
using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration;

/// <summary>Why a setting has its value: every layer that gives one, highest first.</summary>
public sealed class SettingExplanation
{
    internal SettingExplanation(SettingKey key, ResolvedSetting setting, object? defaultValue, IReadOnlyList<SettingCandidate> candidates)
    {
        Setting = setting;
        Definition = key.Definition;
        Rule = key.Rule;
        Default = new SettingValue(defaultValue);
        Candidates = candidates;
        EnvironmentVariables = key.Definition?.EnvironmentVariables
            ?? (key.Store is null ? [] : [StoreVariables.Prefix + StoreVariables.InVariables(key.Store) + "_" + key.Attribute!.ToUpperInvariant()]);
        Description = key.Definition?.Description
            ?? (key.Attribute is null ? "A key of your own." : StoreCatalogue.FindAttribute(key.Attribute)?.Description ?? "An attribute of a plug-in protocol.");
    }

    /// <summary>The layers in their order, highest first.</summary>
    public static IReadOnlyList<SettingLayer> Layers { get; } = Precedence.Layers.ToArray();

    /// <summary>The setting with the value in force.</summary>
    public ResolvedSetting Setting { get; }

    /// <summary>The catalogue's entry, or null for a store's attribute or a key below <c>custom</c>.</summary>
    public SettingDefinition? Definition { get; }

    /// <summary>What values it takes.</summary>
    public ValueRule Rule { get; }

    /// <summary>What the setting is for.</summary>
    public string Description { get; }

    /// <summary>The value when no layer gives one.</summary>
    public SettingValue Default { get; }

    /// <summary>The variables that can set it; each also works with <c>_FILE</c> appended.</summary>
    public IReadOnlyList<string> EnvironmentVariables { get; }

    /// <summary>Every value given, highest first, the default last.</summary>
    public IReadOnlyList<SettingCandidate> Candidates { get; }

    /// <summary>Where the project's files give a store's setting a value that does not count, since <c>DJ_STORES</c> replaces their stores.</summary>
    public IReadOnlyList<Origin> Replaced { get; internal init; } = [];

    /// <summary>The explanation in lines, secrets redacted.</summary>
    /// <returns>The setting, then a line for each candidate with the winner marked.</returns>
    public override string ToString()
    {
        StringBuilder text = new(Setting.ToString());
        foreach (SettingCandidate candidate in Candidates)
        {
            text.AppendLine().Append(candidate.Wins ? "  > " : "    ")
                .Append(candidate.Layer.ToString().ToLowerInvariant()).Append(": ").Append(candidate.Value);
            if (candidate.Origin is not null)
            {
                text.Append("  ").Append(candidate.Origin);
            }
        }

        return text.ToString();
    }
}
