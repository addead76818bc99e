namespace DataJoint.Configuration.Editing;

/// <summary>Changes the user's list of trusted destinations: 0600 in a directory with 0700, whole at any moment, never through a link.</summary>
internal static class TrustEditor
{
    /// <summary>Changes the destinations that are trusted for a project.</summary>
    /// <param name="surroundings">Where the user's directories are.</param>
    /// <param name="root">The project's root.</param>
    /// <param name="change">Changes the destinations.</param>
    /// <exception cref="ConfigurationEditException">The list cannot be written, or somebody else could write it.</exception>
    internal static void Change(Surroundings surroundings, string root, Action<List<string>> change)
    {
        string path = TrustList.PathIn(surroundings)
            ?? throw ConfigurationEditException.Refused("there is no home directory to keep the list of trusted destinations in", "Set HOME, or use DJ_TRUST or --trust.");
        string directory = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
            AtomicFile.CreateSecretDirectory(directory);
        }
        catch (Exception error) when (error is (IOException and not ConfigurationEditException) or UnauthorizedAccessException)
        {
            throw AtomicFile.CannotWrite(path, error.Message);
        }

        SafeTarget.CheckDirectory(directory, directory);
        using EditLock held = EditLock.Take(directory);
        string target = SafeTarget.Resolve(path, path, followLinks: false, "the list of trusted destinations is not written through one");
        TrustList list = TrustList.Read(target);
        if (list.Problem is not null)
        {
            throw ConfigurationEditException.Refused($"the list of trusted destinations is not used: {list.Problem}", "Remove the file, or make it yours alone.");
        }

        if (!list.Projects.TryGetValue(root, out List<string>? hosts))
        {
            list.Projects[root] = hosts = [];
        }

        change(hosts);
        AtomicFile.Write(target, list.ToBytes(), AtomicFile.SecretMode);
    }
}
