using DataJoint.Configuration.Settings;

namespace DataJoint.Configuration.Sources;

/// <summary>What to do about a credential in a file that is meant to be committed.</summary>
internal static class CredentialRemedy
{
    /// <summary>The commands that move it, for the file that it stands in.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="environment">The environment that the file belongs to, or null.</param>
    public static string For(string key, string? environment)
    {
        string option = environment is null ? "" : " --env " + environment;
        return ShellWord.From(Meant(key)) is string meant && ShellWord.From(key) is string word
            ? $"Run: djc secrets set {meant}{option} && djc config unset {word}{option}"
            : "Move the value to a file in .secrets/.";
    }

    /// <summary>The setting that a key means: itself, the credential that it nearly is, or else one of the laboratory's own.</summary>
    private static string Meant(string key) =>
        SettingKey.TryParse(key, out SettingKey? known) ? MeantBy(known.Value)
        : UnknownKeys.Suggest(key) is string near && SettingKey.TryParse(near, out SettingKey? setting) && setting.Value.IsSecret ? near
        : SecretNames.IsPassword(key) ? SettingCatalogue.Password.Key
        : $"{SettingCatalogue.CustomGroup}.{key}";

    private static string MeantBy(SettingKey key) =>
        key is { Store: string store, IsUndescribed: true } && SecretNames.MeantByAttribute(key.Attribute!) is string near ? SettingKey.OfStore(store, near).Text : key.Text;
}
