using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Benchmarks;

/// <summary>A DataJoint project in a temporary directory, with the modes that secrets must have.</summary>
internal sealed class ProjectFolder : IDisposable
{
    public ProjectFolder()
    {
        Root = Directory.CreateTempSubdirectory("datajoint-bench-").FullName;
        Secrets = Path.Combine(Root, ".secrets");
        ConfigurationFile = Path.Combine(Root, "datajoint.json");
        SecretsFile = Path.Combine(Secrets, "datajoint.json");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Secrets);
        }
        else
        {
            Directory.CreateDirectory(Secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Root { get; }

    public string Secrets { get; }

    public string ConfigurationFile { get; }

    public string SecretsFile { get; }

    public ProjectFolder WithConfiguration(string json)
    {
        File.WriteAllText(ConfigurationFile, json);
        return this;
    }

    public ProjectFolder WithSecret(string name, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(Path.Combine(Secrets, name), options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        return this;
    }

    /// <summary>Resolves the project as a program would.</summary>
    public DataJointConfig Load() => DataJointConfig.Load(new ConfigurationOptions { StartDirectory = Root });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
