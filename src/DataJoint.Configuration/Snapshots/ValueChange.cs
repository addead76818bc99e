using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Snapshots;

/// <summary>How a setting gets another value, made from where its value comes from: a change in a lower place would have no effect.</summary>
internal static class ValueChange
{
    private const string SecretsPrefix = ".secrets/";

    /// <summary>A command, or the place to correct.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="layer">The layer that gives its value.</param>
    /// <param name="origin">Where the value comes from, or null when nothing gives it.</param>
    /// <param name="project">The project, which knows to which environment a file belongs.</param>
    /// <param name="reference">The reference that stands in place of its value, or null: another value here would drop it.</param>
    public static string Describe(SettingKey key, SettingLayer layer, Origin? origin, ProjectLocation? project, string? reference)
    {
        if (reference is not null)
        {
            return $"change what {Display.Sanitize(reference, 200)} leads to{(origin is null ? "" : $", or the reference in {origin}")}";
        }

        string? environment = origin is null ? null : project?.EnvironmentOf(origin.Source);
        string source = origin is null ? "" : Display.Sanitize(origin.Source);
        return layer switch
        {
            SettingLayer.Programmatic => source.StartsWith("--", StringComparison.Ordinal) ? $"it is given with {source}, which beats everything else" : "the program sets it, which beats everything else",
            SettingLayer.Environment when EnvironmentSource.BaseOfFileVariable(source) is not null => $"it stands in the file that {source} names, which beats the files of the project",
            SettingLayer.Environment => $"{source} gives it, which beats all files",
            SettingLayer.Secrets when !source.StartsWith(SecretsPrefix, StringComparison.Ordinal) => $"it stands in {source}",
            SettingLayer.Secrets => Command("secrets set", key, environment, value: ""),
            SettingLayer.Project when key.IsSecret => CredentialRemedy.For(key.Text, environment).Replace("Run: ", ""),
            SettingLayer.Project => Command("config set", key, environment, " VALUE"),
            _ => key.IsSecret ? Command("secrets set", key, environment: null, value: "") : Command("config set", key, environment: null, " VALUE"),
        };
    }

    private static string Command(string verb, SettingKey key, string? environment, string value) =>
        ShellWord.From(key.Text) is string word ? $"djc {verb} {word}{value}{(environment is null ? "" : " --env " + environment)}" : $"give {Display.Sanitize(key.Text)} another value";
}
