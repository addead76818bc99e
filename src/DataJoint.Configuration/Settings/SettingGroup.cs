namespace DataJoint.Configuration.Settings;

/// <summary>Keys that stand for several settings: the groups of the catalogue, and stores.</summary>
internal static class SettingGroup
{
    private const string StoresPrefix = "stores.";

    /// <summary>Whether the key is that of a group or of a store.</summary>
    public static bool Is(string key) => SettingCatalogue.IsGroup(key) || IsStore(key);

    /// <summary>What the key stands for: <c>database.tls is a group of settings</c>.</summary>
    public static string Describe(string key) => Display.Sanitize(key) + (IsStore(key) ? " is a store" : " is a group of settings");

    /// <summary>The settings that can be named in its place.</summary>
    public static string Members(string key)
    {
        string shown = Display.Sanitize(key);
        return IsStore(key) ? $"{shown}.protocol, {shown}.location, and the attributes of its protocol"
            : key == SettingCatalogue.CustomGroup ? "custom.<name>, with names of your own"
            : string.Join(", ", SettingCatalogue.All.Select(d => d.Key).Where(k => k.StartsWith(key + ".", StringComparison.Ordinal)))
                + (key == "stores" ? ", stores.<name>.<attribute>" : "");
    }

    private static bool IsStore(string key) =>
        key.StartsWith(StoresPrefix, StringComparison.Ordinal) && SettingKey.IsStoreName(key.Substring(StoresPrefix.Length));
}
