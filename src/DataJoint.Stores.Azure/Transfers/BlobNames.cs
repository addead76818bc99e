namespace DataJoint.Stores.Azure;

/// <summary>Between names of objects and those of blobs, which have the store's location before them.</summary>
internal sealed class BlobNames
{
    private readonly string _root;

    public BlobNames(string location) => _root = location.Trim('/') is { Length: > 0 } folder ? folder + "/" : "";

    /// <exception cref="StoreException">The name is refused.</exception>
    public static void Check(string storeName, string name)
    {
        ObjectName.Check(storeName, name);
        CheckSlashes(storeName, name);
    }

    /// <exception cref="StoreException">No good name could begin so.</exception>
    public static void CheckPrefix(string storeName, string prefix)
    {
        ObjectName.CheckPrefix(storeName, prefix);
        CheckSlashes(storeName, prefix);
    }

    /// <summary>The blob's name of an object, or of a beginning of names.</summary>
    public string PathOf(string name) => _root + name;

    /// <summary>The object's name of a blob; <see langword="null"/> when it is none.</summary>
    public string? NameOf(string path)
    {
        var name = path.StartsWith(_root, StringComparison.Ordinal) ? path[_root.Length..] : "";
        return ObjectName.FindFault(name) is null ? name : null;
    }

    // The service turns one into the other, so that two names would be one object.
    private static void CheckSlashes(string storeName, string name)
    {
        if (name.Contains('\\', StringComparison.Ordinal))
        {
            throw new StoreException(StoreErrorCode.InvalidName, storeName, name, "the name is refused: Azure takes '\\' for '/'.");
        }
    }
}
