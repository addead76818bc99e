using DataJoint;
using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Stores;

namespace Laboratory;

/// <summary>Configurations of one's own, as many as are needed, side by side.</summary>
internal static class Instances
{
    public static async Task Use(string env)
    {
        var config = DataJointConfig.Load(new() { Environment = env });
        foreach (Diagnostic found in config.Diagnostics)
        {
            Console.WriteLine(found); // --env: warning DJ1014: no file exists for the environment "prod"; …
        }

        await using Connection connection = await config.ConnectAsync();
        await using IObjectStore store = config.OpenStore("archive");
        Console.WriteLine($"{connection}, {store.Name}");

        ConfigurationSnapshot snapshot = config.Snapshot; // immutable: what it says never changes
        config.Reload();                                  // a new snapshot; readers never see half of it
        Console.WriteLine(snapshot.Database.Backend);

        await using ConfigurationWatch watch = config.Watch(new WatchOptions
        {
            OnChanged = change => Console.WriteLine($"new values: {change}"),
            OnProblem = problems => Console.Error.WriteLine(problems[0]),
        });

        try
        {
            DataJointConfig.Load(new() { Settings = [new("database.backend", "sqlite")], Strict = true, Environment = env });
        }
        catch (ConfigurationException error)
        {
            Console.WriteLine($"{error.Diagnostics.Count} problem, with its place: {error.Diagnostics[0].Origin}");
        }
    }
}
