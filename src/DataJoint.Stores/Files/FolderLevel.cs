using System.Text;

namespace DataJoint.Stores.Files;

/// <summary>Lists what is directly in one folder. Folders are shown as they are, whether or not they hold objects.</summary>
/// <param name="tree">The files.</param>
/// <param name="faults">Describes what is left out.</param>
/// <param name="folder">The folder.</param>
/// <param name="omit">Told of what is left out, and why; or <see langword="null"/>.</param>
internal sealed class FolderLevel(IFileTree tree, FileFaults faults, string folder, Action<StoreException>? omit) : IDisposable
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
        string? fault = entry.Kind == FolderEntryKind.NotUtf8 ? "it is not valid UTF-8."
            : ObjectName.FindFault(entry.Name) ?? (Encoding.UTF8.GetByteCount(name) > ObjectName.MaxBytes ? ObjectName.FindFault(name) : null);
        if (fault is not null)
        {
            bool isBeingWritten = entry.Name.StartsWith(ObjectName.TemporaryPrefix, StringComparison.OrdinalIgnoreCase);
            return isBeingWritten ? null : Omit(faults.NameRefused(name, fault));
        }

        // As in a whole listing, a folder behind a link is left out.
        bool isLink = entry.Kind == FolderEntryKind.Link;
        try
        {
            return entry.Kind == FolderEntryKind.Folder ? new ListEntry(name)
                : entry.Kind == FolderEntryKind.Special ? Omit(faults.NotAnObject(name))
                : reader.Stat(entry) switch
                {
                    { Kind: FolderEntryKind.File } file => new ListEntry(file.ToInfo(name)),
                    { Kind: FolderEntryKind.Folder } when !isLink => new ListEntry(name),
                    { Kind: FolderEntryKind.Link } => Omit(faults.LinkToNothing(name)),
                    { Kind: FolderEntryKind.Special } => Omit(faults.NotAnObject(name)),
                    _ => null,
                };
        }
        catch (StoreException exception) when (exception.Code == StoreErrorCode.OutsideLocation || isLink || (exception.Code == StoreErrorCode.AccessDenied && omit is not null))
        {
            return Omit(exception);
        }
    }

    private ListEntry? Omit(StoreException omission)
    {
        omit?.Invoke(omission);
        return null;
    }
}
