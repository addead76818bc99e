using System.Text;

namespace DataJoint.Stores.Files;

/// <summary>Lists what is directly in one folder. Folders are shown as they are, whether or not they hold objects.</summary>
internal sealed class FolderLevel(IFileTree tree, string folder) : IDisposable
{
    private readonly IFolderReader? _reader = tree.OpenFolder(folder);

    /// <summary>Adds up to so many entries; <see langword="false"/> when there are no more.</summary>
    public bool Read(List<ListEntry> page, int count)
    {
        while (page.Count < count)
        {
            if (_reader is null || !_reader.TryRead(out FolderEntry entry))
            {
                return false;
            }

            if (ToListEntry(_reader, entry) is { } found)
            {
                page.Add(found);
            }
        }

        return true;
    }

    public void Dispose() => _reader?.Dispose();

    private ListEntry? ToListEntry(IFolderReader reader, FolderEntry entry)
    {
        string name = folder.Length == 0 ? entry.Name : folder + "/" + entry.Name;
        if (entry.Kind is FolderEntryKind.Special or FolderEntryKind.NotUtf8 || ObjectName.FindFault(entry.Name) is not null
            || Encoding.UTF8.GetByteCount(name) > ObjectName.MaxBytes)
        {
            return null;
        }

        // As in a whole listing, a folder behind a link is left out.
        bool isLink = entry.Kind == FolderEntryKind.Link;
        return entry.Kind == FolderEntryKind.Folder ? new ListEntry(name) : Stat(reader, entry) switch
        {
            { Kind: FolderEntryKind.File } file => new ListEntry(file.ToInfo(name)),
            { Kind: FolderEntryKind.Folder } when !isLink => new ListEntry(name),
            _ => null,
        };
    }

    private static FileFacts? Stat(IFolderReader reader, FolderEntry entry)
    {
        try
        {
            return reader.Stat(entry);
        }
        catch (StoreException exception) when (exception.Code == StoreErrorCode.OutsideLocation || entry.Kind == FolderEntryKind.Link)
        {
            return null;
        }
    }
}
