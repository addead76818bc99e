namespace DataJoint.Stores.Files;

/// <summary>One line of a folder's listing.</summary>
internal readonly record struct FolderEntry(string Name, FolderEntryKind Kind);
