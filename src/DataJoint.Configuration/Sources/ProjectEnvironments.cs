using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Sources;

/// <summary>The environments that have a file, wherever a source would look for that of a chosen one.</summary>
internal static class ProjectEnvironments
{
    /// <summary>Their names, in ordinal order.</summary>
    public static IReadOnlyList<string> List(SourceReading reading)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        foreach (string directory in reading.Sources.SelectMany(source => source.Locate(reading)).Select(path => Path.GetDirectoryName(path)!).Distinct())
        {
            if (reading.Project.Root is null && directory == reading.Project.StartDirectory)
            {
                continue; // It is not a project.
            }

            if (FileReading.Stat(directory).Kind == EntryKind.Directory && DirectoryListing.TryList(directory, out List<string> names, out _))
            {
                bool isRoot = directory == reading.Project.Root;
                found.UnionWith(names.Select(name => isRoot ? reading.Project.EnvironmentOf(name) : ProjectFileNames.EnvironmentOf(name)).OfType<string>());
            }
        }

        return [.. found];
    }
}
