using Microsoft.Win32.SafeHandles;

namespace DataJoint.Stores.Files;

/// <summary>
/// Folders in which a write made others. They are synced once its file stands in the last one: until then somebody who tidies up may remove what is
/// empty, and syncing takes so long that he would always be the faster one.
/// </summary>
internal sealed class CreatedDirectories(FileFaults faults, string name) : IDisposable
{
    /// <summary>How often a write makes its folders again when somebody removes them, empty, under its hands.</summary>
    public const int Attempts = 100;

    private readonly List<SafeFileHandle> _open = [];
    private readonly List<string> _paths = [];

    /// <summary>Takes a folder over; one that could not be opened for reading cannot be synced by anybody, and is let pass.</summary>
    public void Add(SafeFileHandle? folder)
    {
        if (folder is not null)
        {
            _open.Add(folder);
        }
    }

    public void Add(string path) => _paths.Add(path);

    /// <summary>Syncs them all; when that fails, the file goes.</summary>
    public void SyncFor(IPendingFile pending)
    {
        try
        {
            _open.ForEach(folder => FolderSync.Sync(folder, faults, name));
            _paths.ForEach(path => FolderSync.Sync(path, faults, name));
        }
        catch (StoreException)
        {
            pending.Dispose();
            throw;
        }
    }

    public void Dispose() => _open.ForEach(folder => folder.Dispose());
}
