using System.Text;

namespace DataJoint.Configuration.Tests;

/// <summary>A project in a temporary directory of its own, with variables of its own. Nothing of it is process-wide.</summary>
internal sealed class TestProject : IDisposable
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, object?>> _settings = [];

    public TestProject()
    {
        // A repository around it keeps the search for a project from leaving the test's own directory.
        Outside = Path.Combine(Path.GetTempPath(), "dj-core-" + Guid.NewGuid().ToString("N"));
        Root = Path.Combine(Outside, "project");
        Directory.CreateDirectory(Path.Combine(Outside, ".git"));
        Directory.CreateDirectory(Root);
        StartDirectory = Root;
    }

    /// <summary>The directory around the project, where a repository starts.</summary>
    public string Outside { get; }

    public string Root { get; }

    public string? StartDirectory { get; set; }

    public string? Environment { get; set; }

    public bool? Strict { get; set; }

    public string Mounted => Path.Combine(Outside, "mounted");

    public string PathOf(string name) => Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar));

    public TestProject WithFile(string name, string text) => WithFile(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file; a secret one with the modes that it should have.</summary>
    public TestProject WithFile(string name, byte[] bytes)
    {
        string path = PathOf(name);
        string directory = Path.GetDirectoryName(path)!;
        bool isNew = !Directory.Exists(directory);
        Directory.CreateDirectory(directory);
        if (isNew && name.StartsWith(".secrets", StringComparison.Ordinal))
        {
            Native.ChangeMode(PathOf(".secrets"), "700");
        }

        File.WriteAllBytes(path, bytes);
        Native.ChangeMode(path, name.StartsWith(".secrets", StringComparison.Ordinal) ? "600" : "644");
        return this;
    }

    public TestProject WithProjectFile(string text) => WithFile("datajoint.json", text);

    public TestProject WithSecret(string name, string text) => WithFile(Path.Combine(".secrets", name), text);

    public TestProject WithMountedSecret(string name, string text) => WithFile(Path.Combine(Mounted, name), text);

    public TestProject WithVariable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    public TestProject WithSetting(string key, object? value)
    {
        _settings.Add(new(key, value));
        return this;
    }

    public ConfigurationOptions Options() => new()
    {
        StartDirectory = StartDirectory,
        Environment = Environment,
        Strict = Strict,
        Settings = _settings,
        HostEnvironment = new HostEnvironment(_variables, Root, Mounted),
    };

    public DataJointConfig Load() => DataJointConfig.Load(Options());

    /// <summary>Loads what must not load.</summary>
    public ConfigurationException Fail() => Should.Throw<ConfigurationException>(() => Load());

    /// <summary>Everything that a load says, whether it succeeds or not.</summary>
    public IReadOnlyList<Diagnostic> Diagnose()
    {
        try
        {
            return Load().Diagnostics;
        }
        catch (ConfigurationException failure)
        {
            return failure.Diagnostics;
        }
    }

    /// <summary>The one diagnostic that a load gives.</summary>
    public Diagnostic DiagnoseOne() => Diagnose().ShouldHaveSingleItem();

    public void Dispose()
    {
        if (Directory.Exists(Outside))
        {
            Directory.Delete(Outside, recursive: true);
        }
    }
}
