using DataJoint;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace Laboratory;

/// <summary>Object stores.</summary>
internal static class Archive
{
    public static async Task Use()
    {
        StoreSpec spec = DJ.Config.Stores["archive"];
        Console.WriteLine(spec); // archive (file, archive)

        await using IObjectStore store = DJ.Store("archive");
        await store.WriteAllBytesAsync("2026/session-1.bin", new byte[] { 1, 2, 3 });
        await foreach (ObjectInfo found in store.ListAsync("2026/"))
        {
            Console.WriteLine($"{found.Name}: {found.Size} bytes");
        }
    }
}
