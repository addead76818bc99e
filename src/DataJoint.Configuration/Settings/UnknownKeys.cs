using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Configuration.Settings;

/// <summary>Guesses which setting an unknown key was meant to be.</summary>
internal static class UnknownKeys
{
    private static readonly string[] Groups = ["database", "connection", "display", "jobs", "stores", "database.tls"];

    /// <summary>Names of DataJoint 0.x and of other tools, and what they are here.</summary>
    private static readonly Dictionary<string, string> Former = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "database.host",
        ["username"] = "database.user",
        ["database.username"] = "database.user",
        ["database.pass"] = "database.password",
        ["database.database"] = "database.name",
        ["database.db"] = "database.name",
        ["database.tls_ca"] = "database.tls.ca",
        ["database.ssl"] = "database.use_tls",
        ["database.type"] = "database.backend",
        ["log_level"] = "loglevel",
        ["query_cache_path"] = "query_cache",
        ["stores.filepath"] = "stores.filepath_default",
    };

    /// <summary>The known key that is nearest to an unknown one.</summary>
    /// <param name="key">The unknown key, with dots.</param>
    /// <param name="stores">The names of the stores that are known.</param>
    /// <returns>A setting's key, a group, a store attribute's key, or null when none is near.</returns>
    public static string? Suggest(string key, IEnumerable<string>? stores = null)
    {
        if (key is null)
        {
            throw new ArgumentNullException(nameof(key));
        }

        if (Former.TryGetValue(key, out string? former))
        {
            return former;
        }

        if (SettingCatalogue.All.FirstOrDefault(d => d.EnvironmentVariables.Contains(key)) is SettingDefinition named)
        {
            return named.Key;
        }

        if (SecretNames.IsDatabasePassword(key))
        {
            return SettingCatalogue.Password.Key;
        }

        return SuggestStoreKey(key, stores ?? [])
            ?? Spelling.Nearest(key, SettingCatalogue.All.Select(d => d.Key).Concat(Groups))
            ?? SettingCatalogue.All.FirstOrDefault(d => d.Key.EndsWith("." + key, StringComparison.OrdinalIgnoreCase))?.Key
            ?? SuggestInGroup(key);
    }

    private static string? SuggestStoreKey(string key, IEnumerable<string> stores)
    {
        string[] parts = key.Split('.');
        if (parts.Length == 2 && StoreCatalogue.FindAttribute(parts[1]) is not null && stores.Contains(parts[0]))
        {
            return "stores." + Display.Sanitize(key);
        }

        if (parts.Length < 3 || (parts[0] != "stores" && Spelling.Nearest(parts[0], ["stores"]) is null))
        {
            return null;
        }

        string attribute = string.Join("_", parts.Skip(2));
        string? known = StoreCatalogue.FindAttribute(attribute) is null
            ? Spelling.Nearest(attribute, StoreCatalogue.AllAttributes.Select(a => a.Name))
            : attribute;
        string store = Spelling.Nearest(parts[1], stores) ?? parts[1];
        return known is null || !SettingKey.IsStoreName(store) ? null : Display.Sanitize($"stores.{store}.{known}");
    }

    /// <summary>A misspelt group with a right or nearly right setting behind it, or the other way round.</summary>
    private static string? SuggestInGroup(string key)
    {
        int dot = key.LastIndexOf('.');
        string last = key.Substring(dot + 1);
        string? segment = Spelling.Nearest(last, SettingCatalogue.All.Select(d => d.Key.Substring(d.Key.LastIndexOf('.') + 1)));
        if (segment is null || last.Length < 4)
        {
            return null;
        }

        return SettingCatalogue.All.First(d => d.Key == segment || d.Key.EndsWith("." + segment, StringComparison.Ordinal)).Key;
    }
}
