using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Settings;

namespace DataJoint.Cli.Running;

/// <summary>The settings that a child gets: all, or those that --only names by key, group or store.</summary>
internal sealed class KeySelection
{
    private readonly string[] _given;

    private KeySelection(string[] given) => _given = given;

    /// <summary>Every setting.</summary>
    public static KeySelection All { get; } = new([]);

    public bool IsAll => _given.Length == 0;

    /// <summary>Understands what was given, before anything is loaded.</summary>
    /// <param name="values">The values of the option, each with commas between keys.</param>
    /// <exception cref="CommandException">A word can be no setting, group or store.</exception>
    public static KeySelection Parse(IReadOnlyList<string> values)
    {
        string[] given = [.. values.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(k => k.TrimEnd('.'))];
        if (given.Length == 0 && values.Count > 0)
        {
            throw CommandException.UsageError("--only needs a key", "for example --only database,stores.main");
        }

        foreach (string word in given.Where(word => !SettingGroup.Is(word)))
        {
            SettingKeys.CheckSyntax(word);
        }

        return new(given);
    }

    /// <summary>Checks the stores and their attributes, of which only the configuration knows.</summary>
    /// <exception cref="CommandException">There is no such store, or it has no such attribute.</exception>
    public void Check(ConfigurationSnapshot snapshot)
    {
        foreach (string word in _given)
        {
            string[] parts = word.Split('.', 3);
            if (parts is ["stores", not ("default" or "filepath_default"), ..] && !snapshot.Stores.Contains(parts[1]))
            {
                throw CommandException.UsageError($"--only: unknown store {Display.Quote(parts[1])}", "djc config show stores lists the stores");
            }

            if (!SettingGroup.Is(word))
            {
                SettingKeys.CheckAttribute(snapshot, SettingKeys.CheckSyntax(word));
            }
        }
    }

    public bool Includes(string key) =>
        IsAll || Array.Exists(_given, word => key == word || (key.Length > word.Length && key[word.Length] == '.' && key.StartsWith(word, StringComparison.Ordinal)));
}
