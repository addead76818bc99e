using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Migration;

/// <summary>The credentials in a configuration of DataJoint 0.x, by their old keys.</summary>
internal static class LegacyCredentials
{
    private const string OtherName = "datajoint_config.json";

    private static readonly ProjectLocation Nowhere = ProjectLocation.None("");

    /// <summary>What git is asked for to find the files, copies of them too; <see cref="IsLegacyName"/> judges more strictly.</summary>
    public static IReadOnlyList<string> Patterns { get; } = [LegacyFile.LocalName + "*", LegacyFile.HomeName + "*", OtherName + "*"];

    /// <summary>Whether a file has one of the names that DataJoint 0.x read, or is a copy of one, such as <c>dj_local_conf.json.bak</c>.</summary>
    public static bool IsLegacyName(string name) =>
        name.StartsWith(LegacyFile.LocalName, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(LegacyFile.HomeName, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(OtherName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path with <c>/</c> ends in such a name.</summary>
    public static bool IsLegacyPath(string path) => IsLegacyName(path.Substring(path.LastIndexOf('/') + 1));

    /// <summary>Lists them.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="name">The file as messages show it.</param>
    /// <returns>Each credential that is not empty; null when the content is not a JSON object, so that nobody can tell which there are.</returns>
    public static IReadOnlyList<(string Key, Origin Origin, Secret Value)>? List(byte[] bytes, string name)
    {
        try
        {
            var old = LegacyFile.Parse(bytes, name);
            return
            [
                .. new MigrationPlanner(old, MigrationTarget.Empty(Nowhere)).Plan().Where(step => step.IsSecret && step.Value.Reveal() is { Length: > 0 })
                    .Select(step => (step.OldKey, step.Origin, new Secret(step.Value.Reveal()!))),
            ];
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }
}
