using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Stores.Gcs.Endpoints;

/// <summary>Between names of objects and those in the bucket, which have the store's location before them.</summary>
internal sealed class GcsNames
{
    private readonly string _storeName;
    private readonly string _root;

    /// <exception cref="StoreException">The location is refused.</exception>
    public GcsNames(StoreSpec spec)
    {
        string folder = StoreAttributes.ReadLocation(spec);
        (_storeName, _root) = (spec.Name, folder.Length > 0 ? folder + "/" : "");
    }

    /// <exception cref="StoreException">The name is refused.</exception>
    public string Check(string name)
    {
        ObjectName.Check(_storeName, name);
        return CheckLength(name);
    }

    /// <exception cref="StoreException">No good name could begin so.</exception>
    public string CheckPrefix(string prefix)
    {
        ObjectName.CheckPrefix(_storeName, prefix);
        return CheckLength(prefix);
    }

    /// <summary>The name in the bucket of an object, or of a beginning of names.</summary>
    public string PathOf(string name) => _root + name;

    /// <summary>Checks a listing of what begins with a path, as <see cref="PathOf"/> gives it.</summary>
    public ListingGuard GuardListing(string path) => new(_storeName, path);

    /// <summary>The object's name of one in the bucket; <see langword="null"/> when it is none.</summary>
    public string? NameOf(string path)
    {
        string name = CutRoot(path);
        return ObjectName.FindFault(name) is null ? name : null;
    }

    /// <summary>Why a name in the bucket is not an object's; <see langword="null"/> when it is one, and for an empty object that only marks a folder.</summary>
    public StoreException? FindOmission(string path, long size)
    {
        string name = CutRoot(path);
        bool isMark = size == 0 && (name.Length == 0 || (name[^1] == '/' && ObjectName.FindFault(name[..^1]) is null));
        return !isMark && ObjectName.FindFault(name) is { } fault ? CreateException(name, fault) : null;
    }

    /// <summary>Why nothing in a folder, as a listing of one level gives it, can be an object.</summary>
    public StoreException? FindFolderOmission(string path) =>
        ObjectName.FindFolderFault(CutRoot(path)) is { } fault ? CreateException(CutRoot(path), fault) : null;

    /// <summary>The name of a folder, as a listing of one level gives it.</summary>
    public string FolderOf(string path) => CutRoot(path)[..^1];

    /// <summary>The folder that an empty object marks; <see langword="null"/> when it is anything else.</summary>
    public string? FindMarked(string path, long size) => size == 0 && CutRoot(path) is [_, .., '/'] name && ObjectName.FindFault(name[..^1]) is null ? name[..^1] : null;

    private string CutRoot(string path) => path.StartsWith(_root, StringComparison.Ordinal) ? path[_root.Length..] : path;

    private StoreException CreateException(string name, string fault) => new(StoreErrorCode.InvalidName, _storeName, name, "the name is refused: " + fault);

    private string CheckLength(string name)
    {
        string path = PathOf(name);
        return Encoding.UTF8.GetByteCount(path) <= ObjectName.MaxBytes ? path
            : throw CreateException(name, "together with the store's location it is longer than the 1024 bytes that Google takes.");
    }
}
