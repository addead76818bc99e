using System.Collections.Concurrent;
using DataJoint.Stores.Files;

namespace DataJoint.Stores.Transfers;

/// <summary>
/// Removes what downloads that were killed left in a folder, as <see cref="OrphanCleanup"/> does in a store: with a later download, once for each folder in the
/// life of the process.
/// </summary>
/// <remarks>What may be resumed has another name, and stays.</remarks>
internal static class DownloadCleanup
{
    private const int MaxFolders = 4096;

    private static readonly ConcurrentDictionary<string, bool> Seen = new(StringComparer.Ordinal);

    /// <summary>Looks through the folder of a file that has come, unless that has been done.</summary>
    public static void Follow(string storeName, string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (LinuxKernel.IsAvailable && Seen.Count < MaxFolders && Seen.TryAdd(folder, true)
            && LinuxKernel.CreateTree(folder, new FileFaults(storeName, folder)) is IOrphanTree tree)
        {
            new OrphanCleanup(tree).Follow(Path.GetFileName(path), File.GetLastWriteTimeUtc(path));
        }
    }
}
