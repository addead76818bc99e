using DataJoint;
using DataJoint.Configuration;
using DataJoint.Connections;

namespace Laboratory;

/// <summary>What DataJoint's page on secrets does in Python, line by line.</summary>
internal static class PageOfDataJoint
{
    public static void Use()
    {
        DJ.Config["database.host"] = "localhost";
        Console.WriteLine(DJ.Config);

        DJ.Config.Clear();
        Connection conn = DJ.Conn();
        Console.WriteLine($"their page: {conn}");
        Connection again = DJ.Conn(reset: true);
        Console.WriteLine($"the same one: {ReferenceEquals(conn, again)}");

        var development = DataJointConfig.Load(new ConfigurationOptions { Environment = "dev" });
        Console.WriteLine($"the environment: {development.Snapshot.Project.Environment}");
    }
}
