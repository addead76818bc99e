using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Stores;

namespace DataJoint.Framework.Tests;

/// <summary>What .NET Framework does not get says so.</summary>
public sealed class AbsenceTests
{
    [Fact]
    public void A_store_on_a_network_needs_dotnet_10()
    {
        DataJointConfig config = Load(
            """{ "stores": { "far": { "protocol": "s3", "endpoint": "s3.example.com", "bucket": "b", "location": "x", "access_key": "k", "secret_key": "s" } } }""");

        StoreException fault = Should.Throw<StoreException>(() => config.OpenStore("far"));

        fault.Code.ShouldBe(StoreErrorCode.UnknownProtocol);
        fault.Hint.ShouldNotBeNull().ShouldContain(".NET 10");
    }

    [Fact]
    public void SQLite_needs_dotnet_10()
    {
        DataJointConfig config = Load("""{ "database": { "backend": "sqlite", "name": "lab.db" } }""");

        Should.Throw<ConnectionException>(() => config.Connect()).Message.ShouldContain(".NET 10");
    }

    private static DataJointConfig Load(string settings)
    {
        string root = Path.Combine(Path.GetTempPath(), "datajoint-rig-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(root);
        try
        {
            File.WriteAllText(Path.Combine(root, "datajoint.json"), settings);
            return DataJointConfig.Load(new ConfigurationOptions { StartDirectory = root, HostEnvironment = new HostEnvironment(new Dictionary<string, string>(), root) });
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
