using DataJoint.Configuration;

namespace DataJoint.Checks.Tests;

/// <summary>A project in a directory of its own, which goes away with it. The search for a project stops there.</summary>
internal sealed class TemporaryProject : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dj-checks-");

    public TemporaryProject()
    {
        Directory.CreateDirectory(PathOf(".hg"));
        HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), Root);
    }

    public string Root => _directory.FullName;

    public HostEnvironment HostEnvironment { get; }

    public string PathOf(string name) => Path.Combine(Root, name);

    public TemporaryProject With(string name, string text)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return name.StartsWith(".secrets/", StringComparison.Ordinal) ? Mode(".secrets", "0700").Mode(name, "0600") : this;
    }

    public TemporaryProject Mode(string name, string octal)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(name), (UnixFileMode)Convert.ToInt32(octal, 8));
        }

        return this;
    }

    public ConfigurationSnapshot Load(bool strict = false) =>
        DataJointConfig.Load(new ConfigurationOptions { StartDirectory = Root, HostEnvironment = HostEnvironment, Strict = strict }).Snapshot;

    /// <summary>Loads the configuration and runs all its checks.</summary>
    public async Task<CheckReport> CheckAsync(ServerContact contact)
    {
        ConfigurationSnapshot snapshot = Load();
        return await CheckRunner.RunAsync(CheckList.Create(snapshot), new CheckContext(snapshot, HostEnvironment) { Contact = contact });
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
