using System.Text;

namespace DataJoint.Stores.Files;

/// <summary>
/// Lists the objects below a folder, depth first: one open folder a level and no list of what was seen, so that memory stays flat.
/// </summary>
internal sealed class FolderWalk : IDisposable
{
    private readonly IFileTree _tree;
    private readonly string _beginning;
    private readonly FileFaults _faults;
    private readonly Action<StoreException>? _omit;
    private readonly Stack<(IFolderReader Reader, string Path)> _open = new();

    /// <summary>Opens the folder in which the listing begins.</summary>
    /// <param name="tree">The files.</param>
    /// <param name="faults">Describes what is left out.</param>
    /// <param name="prefix">The text that names begin with.</param>
    /// <param name="omit">Told of what is left out, and why; or <see langword="null"/>: then a folder that cannot be read ends the listing.</param>
    public FolderWalk(IFileTree tree, FileFaults faults, string prefix, Action<StoreException>? omit)
    {
        _tree = tree;
        _faults = faults;
        _omit = omit;
        int slash = prefix.LastIndexOf('/');
        _beginning = prefix[(slash + 1)..];
        Enter(slash < 0 ? "" : prefix[..slash]);
    }

    /// <summary>Adds up to so many objects; <see langword="false"/> when there are no more.</summary>
    public bool Read(List<ObjectInfo> page, int count)
    {
        while (page.Count < count && _open.TryPeek(out (IFolderReader Reader, string Path) level))
        {
            if (!level.Reader.TryRead(out FolderEntry entry))
            {
                _open.Pop().Reader.Dispose();
            }
            else if (IsWanted(level.Path, entry))
            {
                Take(level, entry, page);
            }
        }

        return _open.Count > 0;
    }

    public void Dispose()
    {
        while (_open.TryPop(out (IFolderReader Reader, string Path) level))
        {
            level.Reader.Dispose();
        }
    }

    private static string Join(string folder, string entry) => folder.Length == 0 ? entry : folder + "/" + entry;

    // A file whose name could not be asked for is not an object; neither is one that is still being written.
    private bool IsWanted(string folder, FolderEntry entry)
    {
        if (_open.Count == 1 && !entry.Name.StartsWith(_beginning, StringComparison.Ordinal))
        {
            return false;
        }

        string? fault = entry.Kind == FolderEntryKind.NotUtf8 ? "it is not valid UTF-8." : ObjectName.FindFault(entry.Name) ?? FindLengthFault(folder, entry.Name);
        if (fault is not null && !entry.Name.StartsWith(ObjectName.TemporaryPrefix, StringComparison.OrdinalIgnoreCase))
        {
            _omit?.Invoke(_faults.NameRefused(Join(folder, entry.Name), fault));
        }

        return fault is null;
    }

    private static string? FindLengthFault(string folder, string entry) =>
        Encoding.UTF8.GetByteCount(Join(folder, entry)) > ObjectName.MaxBytes ? ObjectName.FindFault(Join(folder, entry)) : null;

    private void Take((IFolderReader Reader, string Path) level, FolderEntry entry, List<ObjectInfo> page)
    {
        string name = Join(level.Path, entry.Name);
        try
        {
            FolderEntryKind kind = entry.Kind;
            if (kind is not (FolderEntryKind.Folder or FolderEntryKind.Special))
            {
                FileFacts? facts = level.Reader.Stat(entry);
                kind = facts?.Kind ?? FolderEntryKind.Unknown;
                if (facts is { Kind: FolderEntryKind.File } file)
                {
                    page.Add(file.ToInfo(name));
                }
            }

            TakeOther(name, kind, isLink: entry.Kind == FolderEntryKind.Link);
        }
        catch (StoreException exception) when (IsOfOneEntry(exception, entry))
        {
            _omit?.Invoke(exception);
        }
    }

    private void TakeOther(string name, FolderEntryKind kind, bool isLink)
    {
        switch (kind)
        {
            // A link to a folder is not entered: what is in there is listed under its own name, and links can form circles.
            case FolderEntryKind.Folder when !isLink:
                Enter(name);
                break;
            case FolderEntryKind.Link:
                _omit?.Invoke(_faults.LinkToNothing(name));
                break;
            case FolderEntryKind.Special:
                _omit?.Invoke(_faults.NotAnObject(name));
                break;
        }
    }

    // Who cannot be told of what is left out is to know that the listing is not whole.
    private bool IsOfOneEntry(StoreException exception, FolderEntry entry) =>
        exception.Code == StoreErrorCode.OutsideLocation
        || (exception.Code == StoreErrorCode.AccessDenied && (_omit is not null || entry.Kind == FolderEntryKind.Link));

    private void Enter(string folder)
    {
        try
        {
            if (_tree.OpenFolder(folder) is { } reader)
            {
                _open.Push((reader, folder));
            }
        }
        catch (StoreException exception) when (folder == "lost+found" && exception.Code == StoreErrorCode.AccessDenied)
        {
            // The file system's own, at the top of a mounted one, and closed to everybody but root.
        }
    }
}
