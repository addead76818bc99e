namespace DataJoint.Configuration.Files;

/// <summary>What the JSON files of a project are called when <c>DJ_CONFIG_FILE</c> names no other, and those in a secrets directory always.</summary>
/// <remarks>Outside this project nobody asks it: which file is meant, the <see cref="ProjectLocation"/> knows and <c>SecretsDirectory</c>.</remarks>
internal static class ProjectFileNames
{
    public const string Config = "datajoint.json";

    private const string Prefix = "datajoint.";
    private const string Suffix = ".json";

    /// <summary>What a file of an environment is called, or of none.</summary>
    public static string ForEnvironment(string? environment) => environment is null ? Config : Prefix + environment + Suffix;

    /// <summary>The environment that a file name such as <c>datajoint.dev.json</c> belongs to, or null; <c>datajoint.schema.json</c> belongs to none.</summary>
    public static string? EnvironmentOf(string name)
    {
        if (name.Length <= Prefix.Length + Suffix.Length || !name.StartsWith(Prefix, StringComparison.Ordinal)
            || !name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        string environment = name.Substring(Prefix.Length, name.Length - Prefix.Length - Suffix.Length);
        return EnvironmentName.IsValid(environment) ? environment : null;
    }
}
