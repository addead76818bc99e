using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>A project in a directory of the test's own, with variables of its own; gone when the test is over.</summary>
public sealed class Laboratory : IDisposable
{
    private readonly Dictionary<string, string> _variables = [];

    public Laboratory() => Root = Directory.CreateTempSubdirectory("datajoint-connections-").FullName;

    public string Root { get; }

    public string this[string relative] => Path.Combine(Root, relative);

    public static Laboratory With(string projectFile)
    {
        Laboratory laboratory = new();
        File.WriteAllText(laboratory["datajoint.json"], projectFile);
        return laboratory;
    }

    public static Laboratory Embedded(string databaseName) =>
        With($$"""{ "database": { "backend": "sqlite", "name": "{{databaseName}}" } }""");

    public Laboratory Variable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>Makes a directory for its owner alone; on Windows one that is as private as the user's folder.</summary>
    public void MakePrivate(string relative)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(this[relative]);
        }
        else if (!Directory.Exists(this[relative]))
        {
            Directory.CreateDirectory(this[relative], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A configuration for a server's own account.</summary>
    public DataJointConfig At(Backend backend, DatabaseServer server)
    {
        DataJointConfig config = Load();
        (config["database.backend"], config["database.host"], config["database.port"]) = (backend.Name, server.Host, server.Port);
        (config["database.user"], config["database.password"]) = (server.User, server.Password);
        return config;
    }

    public DataJointConfig Load() => DataJointConfig.Load(new ConfigurationOptions
    {
        StartDirectory = Root,
        HostEnvironment = new HostEnvironment(_variables, Root),
    });

    public Connection Connect() => Load().Connect();

    public ConnectionException Refused() => Should.Throw<ConnectionException>(() => Connect().Dispose());

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
