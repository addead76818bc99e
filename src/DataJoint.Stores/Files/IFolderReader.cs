namespace DataJoint.Stores.Files;

/// <summary>A folder that is being listed.</summary>
internal interface IFolderReader : IDisposable
{
    /// <summary>Reads the next entry, in the file system's order.</summary>
    bool TryRead(out FolderEntry entry);

    /// <summary>Looks an entry up, links followed; one that is gone is <see langword="null"/>, one that leads to nothing is the link itself.</summary>
    /// <exception cref="StoreException">It leads out of the location (<see cref="StoreErrorCode.OutsideLocation"/>), or cannot be asked for.</exception>
    FileFacts? Stat(FolderEntry entry);
}
