namespace DataJoint.Configuration.Sources;

/// <summary>What to do about a credential in a file that is meant to be committed.</summary>
internal static class CredentialRemedy
{
    /// <summary>The commands that move it, for the file that it stands in.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="fileName">The file's name, such as <c>datajoint.dev.json</c>.</param>
    public static string For(string key, string fileName)
    {
        string? word = ShellWord.From(key);
        string option = SecretsDirectory.EnvironmentOf(fileName) is string environment ? " --env " + environment : "";
        return word is null
            ? "Move the value to a file in .secrets/."
            : $"Run: djc secrets set {word}{option} && djc config unset {word}{option}";
    }
}
