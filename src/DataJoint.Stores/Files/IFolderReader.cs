namespace DataJoint.Stores;

/// <summary>A folder that is being listed.</summary>
internal interface IFolderReader : IDisposable
{
    /// <summary>Reads the next entry, in the file system's order.</summary>
    bool TryRead(out FolderEntry entry);

    /// <summary>Looks an entry up, links followed; one that is gone or leads out of the location is <see langword="null"/>.</summary>
    FileFacts? Stat(FolderEntry entry);
}
