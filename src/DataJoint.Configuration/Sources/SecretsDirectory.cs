using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Sources;

/// <summary>What the names in a secrets directory mean.</summary>
internal static class SecretsDirectory
{
    /// <summary>Whether a name in a secrets directory is never a value: hidden, an editor's left-over, or documentation.</summary>
    public static bool IsSkipped(string name) =>
        name.Length == 0 || name[0] == '.' || name[name.Length - 1] == '~'
        || name.StartsWith("README", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of the JSON file in it that belongs to an environment, or to none.</summary>
    public static string FileNameOf(string? environment) => ProjectFileNames.ForEnvironment(environment);

    /// <summary>Whether a name in it is that of a JSON file with settings.</summary>
    public static bool IsSettingsFile(string name) => name == ProjectFileNames.Config || ProjectFileNames.EnvironmentOf(name) is not null;

    /// <summary>The key that a single-value file's name stands for; a store's attribute has no dot here, so that a backup such as <c>x.bak</c> is none.</summary>
    public static bool TryKey(string name, out SettingKey key)
    {
        bool known = SettingKey.TryParse(name, out SettingKey? parsed)
            && !parsed.Value.IsCustom && parsed.Value.Attribute?.IndexOf('.') is null or -1;
        key = known ? parsed!.Value : default;
        return known;
    }
}
