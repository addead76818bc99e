using DataJoint.Configuration;

namespace DataJoint.Framework.Tests;

/// <summary>A project in a folder of the test's own, as a rig would have it; gone when the test is over.</summary>
public sealed class Rig : IDisposable
{
    public Rig(RealServer server, string backend, string more)
    {
        Directory.CreateDirectory(Path.Combine(Root, ".secrets"));
        string user = server.User;
        Write("datajoint.json", $$"""
            {
              "database": { "backend": "{{backend}}", "host": "{{(more.Contains("ca") ? "localhost" : server.Host)}}", "port": {{server.Port}}, {{more}} },
              "stores": { "default": "main", "main": { "protocol": "file", "location": "data" },
                "far": { "protocol": "s3", "endpoint": "s3.example.com", "bucket": "b", "location": "x" } }
            }
            """);
        Write(".secrets/database.user", user);
        Write(".secrets/database.password", server.Password);
    }

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "datajoint-rig-" + Guid.NewGuid().ToString("N"));

    public void Write(string relative, string text) => File.WriteAllText(Path.Combine(Root, relative), text);

    public DataJointConfig Load() =>
        DataJointConfig.Load(new ConfigurationOptions { StartDirectory = Root, HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), Root) });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
