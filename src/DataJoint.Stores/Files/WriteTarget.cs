namespace DataJoint.Stores.Files;

/// <summary>What may stand at the name of a write: nothing, or a file that is to be replaced and is spelled the same.</summary>
internal static class WriteTarget
{
    /// <exception cref="StoreException">Something else stands there.</exception>
    public static void Check(IFileTree tree, FileFaults faults, string name, FileFacts? existing, bool overwrite)
    {
        if (existing is null)
        {
            return;
        }

        if (existing.Value.Kind != FolderEntryKind.File)
        {
            throw faults.NotAnObject(name);
        }

        if (CaseCollision.Find(tree, name) is { } twin)
        {
            throw faults.Twin(name, twin);
        }

        if (!overwrite)
        {
            throw faults.AlreadyExists(name);
        }
    }
}
