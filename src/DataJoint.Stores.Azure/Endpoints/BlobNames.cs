using DataJoint.Configuration;

namespace DataJoint.Stores.Azure.Endpoints;

/// <summary>Between names of objects and those of blobs, which have the store's location before them.</summary>
internal sealed class BlobNames
{
    // https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
    private const int MaxCharacters = 1024;

    private readonly string _storeName;
    private readonly string _root;

    /// <exception cref="StoreException">The location is refused.</exception>
    public BlobNames(StoreSpec spec)
    {
        string folder = StoreAttributes.ReadLocation(spec);
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

    /// <summary>Checks a listing of what begins with a path, as <see cref="PathOf"/> gives it.</summary>
    public ListingGuard GuardListing(string path) => new(_storeName, path);

    /// <summary>The object's name of a blob; <see langword="null"/> when it is none.</summary>
    public string? NameOf(string path)
    {
        string name = CutRoot(path);
        return FindFault(name) is null ? name : null;
    }

    /// <summary>Why a blob's name is not an object's; <see langword="null"/> when it is one, and for an empty blob that only marks a folder.</summary>
    public StoreException? FindOmission(string path, long size)
    {
        string name = CutRoot(path);
        bool isMark = size == 0 && (name.Length == 0 || (name[^1] == '/' && FindFault(name[..^1]) is null));
        return !isMark && FindFault(name) is { } fault ? CreateException(name, fault) : null;
    }

    /// <summary>Why nothing in a folder, as a listing of one level gives it, can be an object.</summary>
    public StoreException? FindFolderOmission(string path) =>
        ObjectName.FindFolderFault(CutRoot(path)) is { } fault ? CreateException(CutRoot(path), fault) : null;

    /// <summary>The name of a folder, as a listing of one level gives it.</summary>
    public string FolderOf(string path) => CutRoot(path)[..^1];

    /// <summary>The folder that an empty object marks; <see langword="null"/> when it is anything else.</summary>
    public string? FindMarked(string path, long size) => size == 0 && CutRoot(path) is [_, .., '/'] name && FindFault(name[..^1]) is null ? name[..^1] : null;

    private string CutRoot(string path) => path.StartsWith(_root, StringComparison.Ordinal) ? path[_root.Length..] : path;

    private string? FindFault(string name) => ObjectName.FindFault(name) ?? FindFaultForAzure(name);

    // The service turns one into the other, so that two names would be one object.
    private string? FindFaultForAzure(string name) =>
        name.Contains('\\', StringComparison.Ordinal) ? "Azure takes '\\' for '/'."
        : PathOf(name).Length > MaxCharacters ? "together with the store's location it is longer than the 1024 characters that Azure takes."
        : null;

    private void CheckForAzure(string name)
    {
        if (FindFaultForAzure(name) is { } fault)
        {
            throw CreateException(name, fault);
        }
    }

    private StoreException CreateException(string name, string fault) => new(StoreErrorCode.InvalidName, _storeName, name, "the name is refused: " + fault);
}
