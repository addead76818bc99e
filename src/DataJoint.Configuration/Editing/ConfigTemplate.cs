using System.Globalization;
using System.Text;

namespace DataJoint.Configuration;

/// <summary>Files for a new project.</summary>
public static class ConfigTemplate
{
    internal const string Empty = "{}\n";

    /// <summary>Strict JSON, since datajoint-python reads this file too and refuses comments.</summary>
    internal const string Minimal = "{\n  \"database.host\": \"localhost\",\n  \"safemode\": true\n}\n";

    internal const string Secrets =
        "{\n"
        + "  // Credentials: for your eyes only, and ignored by git. Fill in and remove the slashes,\n"
        + "  // or run: djc secrets set database.password\n"
        + "  // \"database.user\": \"\",\n"
        + "  // \"database.password\": \"\"\n"
        + "}\n";

    internal const string SecretsGitIgnore = "# Secrets never go into the repository.\n*\n";

    internal static string Full => ComposeFull();

    /// <summary>Creates what a project needs and does not have: <c>datajoint.json</c>, <c>.secrets/</c>, and lines in <c>.gitignore</c>.</summary>
    /// <param name="directory">The project's directory; it must exist.</param>
    /// <param name="full">Whether <c>datajoint.json</c> gets every setting with its default.</param>
    /// <returns>Every file with what happened to it; what exists stays as it is.</returns>
    /// <exception cref="DirectoryNotFoundException">The directory does not exist.</exception>
    /// <exception cref="ConfigurationEditException">A file could not be written.</exception>
    public static IReadOnlyList<FileEdit> Save(string directory, bool full = false)
    {
        string resolved = ProjectFinder.ResolveDirectory(directory ?? throw new ArgumentNullException(nameof(directory)))
            ?? throw new DirectoryNotFoundException($"The directory {Display.Quote(directory)} does not exist.");
        ProjectLocation here = new(resolved, resolved, hasConfigFile: false, EntryFacts.Missing, environment: null);
        return new ProjectEditor(here).Initialize(full);
    }

    /// <summary>Every setting that is no secret and has a default of its own, grouped; settings without one would be null, which Python refuses.</summary>
    private static string ComposeFull()
    {
        StringBuilder text = new("{\n");
        string separator = "";
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            if (definition.IsSecret || definition.IsDeprecated || definition.Default is null)
            {
                continue;
            }

            string value = definition.Default switch
            {
                bool flag => flag ? "true" : "false",
                int number => number.ToString(CultureInfo.InvariantCulture),
                _ => JsonStrings.Encode((string)definition.Default),
            };
            text.Append(separator).Append("  ").Append(JsonStrings.Encode(definition.Key)).Append(": ").Append(value);
            separator = ",\n";
        }

        return text.Append(separator).Append("  \"stores\": {}\n}\n").ToString();
    }
}
