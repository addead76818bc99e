using System.IO.Enumeration;

namespace DataJoint.Stores.Files;

/// <content>The runtime's own enumeration.</content>
internal sealed partial class PortableFolderReader
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private static IEnumerator<FolderEntry> Enumerate(string path) => new FileSystemEnumerable<FolderEntry>(path, ToEntry, Everything).GetEnumerator();

    private static FolderEntry ToEntry(ref FileSystemEntry entry)
    {
        FolderEntryKind kind = (entry.Attributes & FileAttributes.ReparsePoint) != 0 ? FolderEntryKind.Link
            : entry.IsDirectory ? FolderEntryKind.Folder
            : FolderEntryKind.File;
        return new FolderEntry(entry.FileName.ToString(), kind);
    }
}
