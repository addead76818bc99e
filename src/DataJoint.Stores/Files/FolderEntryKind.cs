namespace DataJoint.Stores.Files;

/// <summary>What a name in a folder belongs to.</summary>
internal enum FolderEntryKind
{
    /// <summary>The file system did not say; a look at the entry itself tells.</summary>
    Unknown,

    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket, a device.</summary>
    Special,

    /// <summary>Its name is not UTF-8 and has no spelling as text, so nobody could ask for it.</summary>
    NotUtf8,
}
