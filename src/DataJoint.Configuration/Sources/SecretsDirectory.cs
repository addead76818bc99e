namespace DataJoint.Configuration.Sources;

/// <summary>What the names in a secrets directory mean.</summary>
internal static class SecretsDirectory
{
    /// <summary>Whether a name in a secrets directory is never a value: hidden, an editor's left-over, or documentation.</summary>
    public static bool IsSkipped(string name) =>
        name.Length == 0 || name[0] == '.' || name[name.Length - 1] == '~'
        || name.StartsWith("README", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    /// <summary>The environment that a file name such as <c>datajoint.dev.json</c> belongs to, or null; <c>datajoint.schema.json</c> is the schema for editors.</summary>
    public static string? EnvironmentOf(string name)
    {
        const string Prefix = "datajoint.";
        const string Suffix = ".json";
        const string Schema = "schema";
        if (name.Length <= Prefix.Length + Suffix.Length || !name.StartsWith(Prefix, StringComparison.Ordinal)
            || !name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        string environment = name.Substring(Prefix.Length, name.Length - Prefix.Length - Suffix.Length);
        return EnvironmentName.IsValid(environment) && environment != Schema ? environment : null;
    }

    /// <summary>The key that a single-value file's name stands for; a store's attribute has no dot here, so that a backup such as <c>x.bak</c> is none.</summary>
    public static bool TryKey(string name, out SettingKey key)
    {
        bool known = SettingKey.TryParse(name, out SettingKey? parsed)
            && !parsed.Value.IsCustom && parsed.Value.Attribute?.IndexOf('.') is null or -1;
        key = known ? parsed!.Value : default;
        return known;
    }
}
