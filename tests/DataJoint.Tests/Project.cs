using DataJoint.Configuration;

namespace DataJoint.Tests;

/// <summary>A project in a directory of the test's own, and a session that sees nothing of the process; gone when the test is over.</summary>
public sealed class Project : IDisposable
{
    private readonly Dictionary<string, string> _variables = [];

    public Project(string projectFile = """{ "database": { "backend": "sqlite", "name": "lab.db" } }""")
    {
        Root = Directory.CreateTempSubdirectory("datajoint-shared-").FullName;
        Rewrite(projectFile);
    }

    public string Root { get; }

    public string this[string relative] => Path.Combine(Root, relative);

    public Project Variable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    public void Rewrite(string projectFile) => File.WriteAllText(this["datajoint.json"], projectFile);

    internal SharedSession Open() => new(new ConfigurationOptions { StartDirectory = Root, HostEnvironment = new HostEnvironment(_variables, Root) });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
