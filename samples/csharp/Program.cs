namespace Laboratory;

/// <summary>Everything that the guide for C# shows, in its order. Run it where datajoint.json is.</summary>
internal static class Program
{
    private static async Task Main()
    {
        Settings.Show();
        await Database.Use();
        await Archive.Use();
        await Instances.Use("prod");
    }
}
