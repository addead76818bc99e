namespace DataJoint.Configuration.Sources;

/// <summary>Which names in the directory of systemd's credentials are settings: all that the unit needs are in it, so most belong to other programs.</summary>
/// <remarks>See https://systemd.io/CREDENTIALS/.</remarks>
internal static class CredentialNames
{
    /// <summary>The variable that names the directory.</summary>
    public const string Variable = "CREDENTIALS_DIRECTORY";

    private const string Prefix = "datajoint.";

    /// <summary>Whether a name says by its prefix that it is for DataJoint; such a one beats the plain key.</summary>
    public static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The key that a name stands for: <c>datajoint.KEY</c>, or <c>KEY</c> where that has a dot. One word such as <c>cache</c> is anybody's.</summary>
    public static bool TryKey(string name, out SettingKey key)
    {
        string text = IsOurs(name) ? name.Substring(Prefix.Length) : name;
        key = default;
        return (IsOurs(name) || text.IndexOf('.') >= 0) && SecretsDirectory.TryKey(text, out key);
    }

    /// <summary>The name with the prefix.</summary>
    public static string NameOf(string key) => Prefix + key;

    /// <summary>What follows the prefix of a name that has it.</summary>
    public static string WithoutPrefix(string name) => name.Substring(Prefix.Length);
}
