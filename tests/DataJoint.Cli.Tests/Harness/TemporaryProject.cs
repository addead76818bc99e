using DataJoint.Configuration;

namespace DataJoint.Cli.Tests;

/// <summary>A project in a directory of its own, which goes away with it. The search for a project stops there.</summary>
internal sealed class TemporaryProject : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("djc-");

    public TemporaryProject()
    {
        Directory.CreateDirectory(PathOf("p/.hg"));
        Directory.CreateDirectory(PathOf("mounted"));
    }

    /// <summary>The root of the project.</summary>
    public string Root => PathOf("p");

    /// <summary>A directory beside the project, for mounted secrets.</summary>
    public string Mounted => PathOf("mounted");

    /// <summary>Writes a file; below <c>.secrets</c> for the owner alone.</summary>
    public TemporaryProject Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public TemporaryProject Write(string name, byte[] content)
    {
        string path = Path.Combine(Root, name);
        string directory = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows() && name.StartsWith(".secrets/", StringComparison.Ordinal))
        {
            File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return this;
    }

    /// <summary>Loads the configuration, without any variable.</summary>
    public ConfigurationSnapshot Load() =>
        DataJointConfig.Load(new ConfigurationOptions { StartDirectory = Root, HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), Root) }).Snapshot;

    public void Dispose() => _directory.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);
}
