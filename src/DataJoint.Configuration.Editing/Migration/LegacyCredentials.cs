using DataJoint.Configuration.Sources;

namespace DataJoint.Configuration.Editing.Migration;

/// <summary>The credentials in a configuration of DataJoint 0.x, by their old keys.</summary>
internal static class LegacyCredentials
{
    private static readonly ProjectLocation Nowhere = ProjectLocation.None("");

    /// <summary>Whether a file has one of the names that DataJoint 0.x read.</summary>
    public static bool IsLegacyName(string name) => name is LegacyFile.LocalName or LegacyFile.HomeName;

    /// <summary>Lists them.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="name">The file as messages show it.</param>
    /// <returns>Each credential that is not empty; nothing when the content is not a JSON object, which DataJoint could not read either.</returns>
    public static IReadOnlyList<(string Key, Origin Origin, Secret Value)> List(byte[] bytes, string name)
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
            return [];
        }
    }
}
