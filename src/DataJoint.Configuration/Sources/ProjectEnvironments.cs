using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Sources;

/// <summary>The environments for which a project has files.</summary>
internal static class ProjectEnvironments
{
    /// <summary>Their names, in ordinal order.</summary>
    public static IReadOnlyList<string> List(ProjectLocation project)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        foreach (string? directory in (string?[])[project.Root, project.SecretsDirectory])
        {
            if (directory is not null && DirectoryListing.TryList(directory, out List<string> names, out _))
            {
                found.UnionWith(names.Select(SecretsDirectory.EnvironmentOf).OfType<string>());
            }
        }

        return [.. found];
    }
}
