namespace DataJoint.Configuration.Tests;

/// <summary>A directory of secrets as Kubernetes mounts them: each file is a link through <c>..data</c>, which leads to another directory after a change.</summary>
internal sealed class MountedVolume
{
    private readonly string _directory;
    private int _version;

    public MountedVolume(string directory, params (string Name, string Text)[] files)
    {
        _directory = directory;
        Directory.CreateDirectory(directory);
        Swap(files);
        foreach ((string name, string _) in files)
        {
            Native.Link("..data/" + name, Path.Combine(directory, name));
        }
    }

    /// <summary>Puts all files in place at once.</summary>
    public void Swap(params (string Name, string Text)[] files)
    {
        string former = Path.Combine(_directory, $"..{_version}");
        string next = Path.Combine(_directory, $"..{++_version}");
        Directory.CreateDirectory(next);
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(Path.Combine(next, name), text);
        }

        string link = Path.Combine(_directory, "..data_tmp");
        Native.Link($"..{_version}", link);
        Native.Rename(link, Path.Combine(_directory, "..data"));
        if (Directory.Exists(former))
        {
            Directory.Delete(former, recursive: true);
        }
    }
}
