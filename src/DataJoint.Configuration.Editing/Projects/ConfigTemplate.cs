using System.Globalization;
using System.Text;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Json;

namespace DataJoint.Configuration.Editing;

/// <summary>Files for a new project.</summary>
public static class ConfigTemplate
{
    private const string StoresPrefix = "stores.";

    internal const string Empty = "{}\n";

    /// <summary>Editors complete and check with it; datajoint-python ignores it.</summary>
    private const string SchemaLine = "  \"" + ConfigurationSchema.Key + "\": \"" + ConfigurationSchema.Reference + "\",\n";

    /// <summary>Strict JSON, since datajoint-python reads this file too and refuses comments.</summary>
    internal const string Minimal = "{\n" + SchemaLine + "  \"database.host\": \"localhost\",\n  \"safemode\": true\n}\n";

    internal const string Secrets =
        "{\n"
        + "  // Credentials: for your eyes only, and ignored by git. Fill in and remove the slashes,\n"
        + "  // or run: djc secrets set database.password\n"
        + "  // \"database.user\": \"\",\n"
        + "  // \"database.password\": \"\"\n"
        + "}\n";

    internal const string SecretsGitIgnore = "# Secrets never go into the repository.\n*\n";

    internal static string Full => ComposeFull();

    /// <summary>
    /// Creates what a project needs and does not have: <c>datajoint.json</c> and the schema that it names, <c>.secrets/</c>, and lines in <c>.gitignore</c>.
    /// </summary>
    /// <param name="directory">The project's directory; it must exist.</param>
    /// <param name="full">Whether <c>datajoint.json</c> gets every setting but credentials, with its default or <c>null</c>.</param>
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

    /// <summary>
    /// Every setting but credentials, whose place is <c>.secrets/</c>, and deprecated ones. One without a default is null, "not set here":
    /// datajoint-python takes that for every setting of its own that has no default either.
    /// </summary>
    private static string ComposeFull()
    {
        StringBuilder text = new("{\n" + SchemaLine);
        foreach (SettingDefinition definition in Listed().Where(d => !IsOfStores(d)))
        {
            text.Append("  ").Append(JsonStrings.Encode(definition.Key)).Append(": ").Append(ValueOf(definition)).Append(",\n");
        }

        // Nested, since datajoint-python ignores these two when they are flat.
        IEnumerable<string> stores = Listed().Where(IsOfStores)
            .Select(d => $"    {JsonStrings.Encode(d.Key.Substring(StoresPrefix.Length))}: {ValueOf(d)}");
        return text.Append("  \"stores\": {\n").Append(string.Join(",\n", stores)).Append("\n  }\n}\n").ToString();
    }

    private static IEnumerable<SettingDefinition> Listed() => SettingCatalogue.All.Where(d => !d.IsSecret && !d.IsDeprecated);

    private static bool IsOfStores(SettingDefinition definition) => definition.Key.StartsWith(StoresPrefix, StringComparison.Ordinal);

    private static string ValueOf(SettingDefinition definition) => definition.Default switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        object other => JsonStrings.Encode((string)other),
    };
}
