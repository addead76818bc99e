using DataJoint.Connections.Sqlite;

namespace Laboratory;

/// <summary>Everything that the guide for C# shows. Run it where datajoint.json is.</summary>
internal static class Program
{
    private static async Task Main()
    {
        // Only with project references: a package reference does this by itself.
        SqliteBackend.Register();

        PageOfDataJoint.Use();
        Settings.Show();
        await Connecting.Use();
        await Database.Use();
        await Rotating.Use();
        await Archive.Use();
        await Instances.Use("prod");
    }
}
