using DataJoint.Git.Objects;

namespace DataJoint.Git.History;

/// <summary>What refs were before, stashes among it.</summary>
internal static class RefLogFiles
{
    /// <summary>
    /// Every object that a log of refs names, and whether it may have been removed: when git forgets an old line, the next one still names what that line led to.
    /// </summary>
    /// <param name="workTrees">The directories of git's own files that work trees have.</param>
    /// <param name="faults">Takes what cannot be read.</param>
    public static Dictionary<GitObjectId, bool> List(IEnumerable<string> workTrees, List<string> faults)
    {
        Dictionary<GitObjectId, bool> ids = [];
        foreach (string place in workTrees)
        {
            DirectoryInfo logs = new(Path.Combine(place, "logs"));
            if (!logs.Exists && GitFile.Exists(logs.FullName))
            {
                faults.Add("logs is not a directory");
            }

            Stack<DirectoryInfo> left = new([logs]);
            while (left.TryPop(out DirectoryInfo? folder))
            {
                foreach (FileSystemInfo entry in folder.Exists ? folder.EnumerateFileSystemInfos() : [])
                {
                    if (entry is not DirectoryInfo child)
                    {
                        Read(entry.FullName, place, ids, faults);
                    }
                    else if (child.LinkTarget is null)
                    {
                        left.Push(child);
                    }
                    else
                    {
                        faults.Add($"{GitFile.Name(child.FullName, place)} is a link to a directory, which is not followed");
                    }
                }
            }
        }

        return ids;
    }

    private static void Read(string file, string place, Dictionary<GitObjectId, bool> ids, List<string> faults)
    {
        try
        {
            foreach (string line in GitFile.ReadLines(file, place))
            {
                string[] words = line.Split(' ', 3);
                Add(words[0], mayBeMissing: true, ids);
                Add(words.Length > 1 ? words[1] : "", mayBeMissing: false, ids);
            }
        }
        catch (Exception unreadable) when (unreadable is GitException or IOException or UnauthorizedAccessException)
        {
            faults.Add(unreadable is GitException ? unreadable.Message : $"{GitFile.Name(file, place)} cannot be read");
        }
    }

    private static void Add(string word, bool mayBeMissing, Dictionary<GitObjectId, bool> ids)
    {
        if (GitObjectId.TryParse(word, out GitObjectId id) && !id.IsZero)
        {
            ids[id] = mayBeMissing && ids.GetValueOrDefault(id, true);
        }
    }
}
