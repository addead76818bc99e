using DataJoint.Git.Objects;

namespace DataJoint.Git.History;

/// <summary>What refs were before, stashes among it.</summary>
internal static class RefLogFiles
{
    /// <summary>Every object that a log of refs names; some may have been removed since.</summary>
    /// <param name="workTrees">The directories of git's own files that work trees have.</param>
    public static HashSet<GitObjectId> List(IEnumerable<string> workTrees)
    {
        HashSet<GitObjectId> ids = [];
        foreach (string folder in workTrees.Select(place => Path.Combine(place, "logs")).Where(Directory.Exists))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                foreach (string line in ObjectFault.Guard(file, () => File.ReadAllLines(file)))
                {
                    string[] words = line.Split(' ', 3);
                    Add(words[0], ids);
                    Add(words.Length > 1 ? words[1] : "", ids);
                }
            }
        }

        return ids;
    }

    private static void Add(string word, HashSet<GitObjectId> ids)
    {
        if (GitObjectId.TryParse(word, out GitObjectId id) && !id.IsZero)
        {
            ids.Add(id);
        }
    }
}
