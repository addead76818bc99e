namespace DataJoint.Stores.Files;

/// <content>What .NET Framework enumerates a folder with.</content>
internal sealed partial class PortableFolderReader
{
    private static IEnumerator<FolderEntry> Enumerate(string path) => new DirectoryInfo(path).EnumerateFileSystemInfos().Select(ToEntry).GetEnumerator();

    private static FolderEntry ToEntry(FileSystemInfo entry)
    {
        FolderEntryKind kind = entry.LinkTarget is not null ? FolderEntryKind.Link
            : entry is DirectoryInfo ? FolderEntryKind.Folder
            : FolderEntryKind.File;
        return new FolderEntry(entry.Name, kind);
    }
}
