using DataJoint.Configuration;
using DataJoint.Configuration.Sources;

namespace DataJoint.Checks.Configuration;

/// <summary>Every place that could give a setting of a secret kind, and the command for it.</summary>
internal static class SecretPlaces
{
    /// <summary>The places, the usual one first. Where files are kept out, only variables count.</summary>
    public static IEnumerable<SecretPlace> List(CheckContext context, string key)
    {
        SettingKey setting = SettingKey.Find(key)!.Value;
        string? word = ShellWord.From(key);
        string option = context.Project.Environment is string environment ? " --env " + environment : "";
        if (!context.IgnoresFiles)
        {
            yield return new(".secrets/", word is null ? null : $"djc secrets set {word}{option}");
        }

        if (FindVariable(context, setting) is string variable)
        {
            yield return new(variable, setting.IsSecret ? $"read -rs {variable} && export {variable}" : $"export {variable}=VALUE");
            yield return new(variable + EnvironmentSource.FileSuffix, $"export {variable}{EnvironmentSource.FileSuffix}=FILE");
        }

        if (context.IgnoresFiles)
        {
            yield break;
        }

        foreach (string directory in ListMounted(context))
        {
            yield return new($"{directory}/{key}", null);
        }

        yield return new("a reference in datajoint.json", word is null ? null : $"djc config set {word} 'ref+vault://MOUNT/PATH#/FIELD'{option}");
        if (context.HostEnvironment.FindVariable(CredentialNames.Variable) is string credentials)
        {
            yield return new($"{credentials.TrimEnd('/')}/{CredentialNames.NameOf(key)}", null);
        }
    }

    private static string? FindVariable(CheckContext context, SettingKey key) =>
        key.Definition is SettingDefinition definition ? definition.EnvironmentVariables.Count == 0 ? null : definition.EnvironmentVariables[0]
        : SettingVariables.ForAttribute(key, context.Snapshot.Stores);

    private static IEnumerable<string> ListMounted(CheckContext context) =>
        (context.HostEnvironment.FindVariable(ControlVariables.SecretsDirectory) ?? context.HostEnvironment.MountedSecrets) is string directory ? [directory.TrimEnd('/')] : [];
}
