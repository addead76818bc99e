using DataJoint.Configuration.Files;
using DataJoint.Configuration.Sources;

namespace DataJoint.Checks.Runs;

/// <summary>Which files of <c>.secrets/</c> hold secrets, so that nobody else may read them and git must not have them.</summary>
internal static class SecretFiles
{
    private const int MaxFiles = 1000;

    /// <summary>The paths to ask about, relative to the project root: what is there, and the file that <c>djc</c> would write.</summary>
    public static IReadOnlyList<string> ListPaths(string secrets)
    {
        DirectoryListing.TryList(secrets, out List<string> names, out _);
        return
        [
            .. names.Where(IsSecret).Take(MaxFiles).Append(SecretsDirectory.FileNameOf(environment: null)).Distinct(StringComparer.Ordinal)
                .Select(n => $"{ProjectFinder.SecretsDirectoryName}/{n}"),
        ];
    }

    /// <summary>The files of the directory and of the folders in it that hold secrets, relative to it; what a link to a folder leads to is not looked at.</summary>
    public static IReadOnlyList<string> ListAll(string secrets)
    {
        List<string> found = [];
        Queue<string> folders = new([""]);
        while (folders.Count > 0 && found.Count < MaxFiles)
        {
            string folder = folders.Dequeue();
            DirectoryListing.TryList(Path.Combine(secrets, folder), out List<string> names, out _);
            foreach (string name in names.Where(IsSecret).Take(MaxFiles))
            {
                string path = folder.Length == 0 ? name : $"{folder}/{name}";
                DirectoryInfo entry = new(Path.Combine(secrets, path));
                if (!entry.Exists)
                {
                    found.Add(path);
                }
                else if (entry.LinkTarget is null && name != ".git" && folders.Count < MaxFiles)
                {
                    folders.Enqueue(path);
                }
            }
        }

        return found;
    }

    /// <summary>Documentation and .gitignore may well be committed; a backup of a secret may not.</summary>
    public static bool IsSecret(string name) =>
        name is not (".gitignore" or ".gitkeep" or ".gitattributes")
        && !name.StartsWith("README", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
}
