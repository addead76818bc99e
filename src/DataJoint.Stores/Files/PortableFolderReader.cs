namespace DataJoint.Stores.Files;

/// <summary>Lists a folder by the runtime's own enumeration.</summary>
internal sealed partial class PortableFolderReader : IFolderReader
{
    private readonly IFileTree _tree;
    private readonly string _path;
    private readonly string _folder;
    private readonly FileFaults _faults;
    private readonly IEnumerator<FolderEntry> _entries;

    public PortableFolderReader(IFileTree tree, string path, string folder, FileFaults faults)
    {
        _tree = tree;
        _path = path;
        _folder = folder;
        _faults = faults;
        _entries = Enumerate(path);
    }

    public bool TryRead(out FolderEntry entry)
    {
        try
        {
            bool read = _entries.MoveNext();
            entry = read ? _entries.Current : default;
            return read;
        }
        catch (DirectoryNotFoundException)
        {
            entry = default;
            return false;
        }
        catch (Exception exception) when (FileFaults.IsFileFault(exception))
        {
            throw _faults.FromException(exception, _folder.Length == 0 ? null : _folder);
        }
    }

    public FileFacts? Stat(FolderEntry entry)
    {
        FileFacts? facts = _tree.Stat(_folder.Length == 0 ? entry.Name : _folder + "/" + entry.Name);
        return facts is null && entry.Kind == FolderEntryKind.Link && new FileInfo(Path.Combine(_path, entry.Name)).LinkTarget is not null
            ? new FileFacts(FolderEntryKind.Link, 0, default, null)
            : facts;
    }

    public void Dispose() => _entries.Dispose();
}
