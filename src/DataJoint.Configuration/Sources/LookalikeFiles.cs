using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Sources;

/// <summary>Files that were probably meant to be the project's, where that one is missing. They would otherwise be passed over in silence.</summary>
internal static class LookalikeFiles
{
    private const int MaxNames = 1000; // a directory of measurements may hold a million
    private const string Unrelated = "datapoint"; // one letter away, and a word of its own

    /// <summary>Reports those in the project root, or without a root in the start directory.</summary>
    public static void Report(ProjectLocation project, DiagnosticBag diagnostics)
    {
        if (project.ConfigFile is not null)
        {
            return;
        }

        string directory = project.Root ?? project.StartDirectory;
        foreach (string path in Find(directory).OrderBy(p => p, StringComparer.Ordinal))
        {
            string name = Display.Sanitize(Path.GetFileName(path));
            bool isFormer = name == LegacyFile.LocalName;
            diagnostics.Add(
                KeyRules.LookalikeFile,
                isFormer ? $"{name} is of DataJoint 0.x and is not read" : $"{name} is not read; did you mean {ProjectFileNames.Config}?",
                isFormer ? "Run: djc migrate" : $"Rename it to {ProjectFileNames.Config}.",
                new Origin(project.Shorten(path)));
        }
    }

    /// <summary>Whether a name is one slip away from <c>datajoint.json</c>.</summary>
    public static bool IsNear(string name)
    {
        string folded = name.ToLowerInvariant();
        folded = folded.EndsWith(".txt", StringComparison.Ordinal) ? folded.Substring(0, folded.Length - ".txt".Length) : folded;
        return name != ProjectFileNames.Config && !folded.StartsWith(Unrelated, StringComparison.Ordinal)
            && Spelling.Distance(folded, ProjectFileNames.Config, 2) < 2;
    }

    private static List<string> Find(string directory)
    {
        List<string> found = [];
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(directory).Take(MaxNames))
            {
                string name = Path.GetFileName(path);
                if ((name == LegacyFile.LocalName || IsNear(name)) && FileReading.Stat(path).Kind == EntryKind.File)
                {
                    found.Add(path);
                }
            }
        }
        catch (Exception unlisted) when (unlisted is IOException or UnauthorizedAccessException)
        {
            // A directory that may be entered but not listed keeps its names to itself.
        }

        return found;
    }
}
