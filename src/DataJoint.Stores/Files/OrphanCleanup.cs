using System.Collections.Concurrent;

namespace DataJoint.Stores.Files;

/// <summary>
/// Removes the hidden files of writers that were killed, a day later at the soonest: from a folder that is written to, once in the life
/// of a store, so that it costs nothing where many objects go into one folder.
/// </summary>
/// <remarks>On 64-bit Linux only: elsewhere nobody can tell whose a file is and whether it is in use.</remarks>
internal sealed class OrphanCleanup(LinuxFileTree tree)
{
    private const int MaxFolders = 4096;
    private const int MaxEntries = 4096;
    private static readonly TimeSpan Timeout = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private int _folders;

    /// <summary>Looks through the folder of an object that was written, unless that has been done.</summary>
    /// <param name="name">The object.</param>
    /// <param name="written">When it was written, by the file system's own clock.</param>
    public void Follow(string name, DateTimeOffset written)
    {
        int slash = name.LastIndexOf('/');
        string folder = slash < 0 ? "" : name[..slash];
        if (_seen.ContainsKey(folder) || Volatile.Read(ref _folders) >= MaxFolders || !_seen.TryAdd(folder, true))
        {
            return;
        }

        Interlocked.Increment(ref _folders);
        try
        {
            Sweep(folder, written - Timeout);
        }
        catch (StoreException)
        {
            // The object is written; what is left is hidden and harms nobody.
        }
    }

    private void Sweep(string folder, DateTimeOffset writtenBefore)
    {
        using IFolderReader? reader = tree.OpenFolder(folder);
        for (int i = 0; i < MaxEntries && reader is not null && reader.TryRead(out FolderEntry entry); i++)
        {
            if (entry.Kind is FolderEntryKind.File or FolderEntryKind.Unknown && ObjectName.IsTemporaryName(entry.Name))
            {
                tree.RemoveLeftover(folder, entry.Name, writtenBefore);
            }
        }
    }
}
