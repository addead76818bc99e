using DataJoint.Configuration;

namespace DataJoint.Stores.Azure;

/// <summary>Between names of objects and those of blobs, which have the store's location before them.</summary>
internal sealed class BlobNames
{
    // https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
    private const int MostCharacters = 1024;

    private readonly string _storeName;
    private readonly string _root;

    /// <exception cref="StoreException">The location is refused.</exception>
    public BlobNames(StoreSpec spec)
    {
        var folder = spec.Location.Trim('/');
        if (folder.Length > 0 && folder.Split('/').Any(segment => segment is "" or "." or ".."))
        {
            // They would be taken for steps of a path, which leads to another folder or container.
            throw StoreAttributes.Refuse(spec, "location", "it must be a path without '.', '..' and empty segments, such as project/data");
        }

        (_storeName, _root) = (spec.Name, folder.Length > 0 ? folder + "/" : "");
    }

    /// <exception cref="StoreException">The name is refused.</exception>
    public void Check(string name)
    {
        ObjectName.Check(_storeName, name);
        CheckForAzure(name);
    }

    /// <exception cref="StoreException">No good name could begin so.</exception>
    public void CheckPrefix(string prefix)
    {
        ObjectName.CheckPrefix(_storeName, prefix);
        CheckForAzure(prefix);
    }

    /// <summary>The blob's name of an object, or of a beginning of names.</summary>
    public string PathOf(string name) => _root + name;

    /// <summary>The object's name of a blob; <see langword="null"/> when it is none.</summary>
    public string? NameOf(string path)
    {
        var name = path.StartsWith(_root, StringComparison.Ordinal) ? path[_root.Length..] : "";
        return ObjectName.FindFault(name) is null ? name : null;
    }

    private void CheckForAzure(string name)
    {
        // The service turns one into the other, so that two names would be one object.
        var fault = name.Contains('\\', StringComparison.Ordinal) ? "Azure takes '\\' for '/'."
            : PathOf(name).Length > MostCharacters ? "together with the store's location it is longer than the 1024 characters that Azure takes."
            : null;
        if (fault is not null)
        {
            throw new StoreException(StoreErrorCode.InvalidName, _storeName, name, "the name is refused: " + fault);
        }
    }
}
