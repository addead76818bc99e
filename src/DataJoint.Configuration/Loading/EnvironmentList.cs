namespace DataJoint.Configuration;

/// <summary>Which environments have a file.</summary>
internal static class EnvironmentList
{
    internal static List<string> Find(ProjectLocation project, string? mountedSecrets)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        foreach (string? directory in new[] { project.Root, project.SecretsDirectory, mountedSecrets })
        {
            if (directory is null || FileReading.Stat(directory).Kind != EntryKind.Directory
                || !DirectoryListing.TryList(directory, out List<string> names, out _))
            {
                continue;
            }

            foreach (string name in names)
            {
                if (SecretsDirectory.EnvironmentOf(name) is string environment)
                {
                    found.Add(environment);
                }
            }
        }

        return [.. found];
    }
}
