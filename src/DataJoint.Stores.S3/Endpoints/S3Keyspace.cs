using System.Text;
using Amazon.S3.Model;
using DataJoint.Configuration;

namespace DataJoint.Stores.S3.Endpoints;

/// <summary>Names of objects and keys of the bucket: a key is <c>location</c>, <c>/</c> and the name.</summary>
internal sealed class S3Keyspace
{
    private readonly string _start;
    private readonly string _storeName;

    public S3Keyspace(StoreSpec spec)
    {
        _storeName = spec.Name;
        Location = StoreAttributes.ReadLocation(spec);
        _start = Location.Length == 0 ? "" : Location + "/";
    }

    public string Location { get; }

    public string KeyOf(string name) => _start + name;

    /// <summary>Refuses a bad name, and one that is too long together with the location.</summary>
    public void Check(string name)
    {
        ObjectName.Check(_storeName, name);
        int bytes = Encoding.UTF8.GetByteCount(KeyOf(name));
        if (bytes > ObjectName.MaxBytes)
        {
            throw new StoreException(
                StoreErrorCode.InvalidName, _storeName, name,
                FormattableString.Invariant($"the name is refused: together with the location it takes {bytes} bytes in UTF-8; at most {ObjectName.MaxBytes} are allowed."));
        }
    }

    /// <summary>The object, or <see langword="null"/> when its key is not a name: a folder's mark, or what others put there.</summary>
    public ObjectInfo? ToInfo(S3Object found) =>
        NameOf(found.Key) is { } name && ObjectName.FindFault(name) is null
            ? new ObjectInfo(name, found.Size ?? 0, Seconds(found.LastModified), found.ETag)
            : null;

    /// <summary>Why a key is not a name; <see langword="null"/> for an empty one that only marks a folder.</summary>
    public StoreException? FindOmission(S3Object found)
    {
        string name = NameOf(found.Key) ?? found.Key;
        bool isMark = found.Size is null or 0 && (name.Length == 0 || (name[^1] == '/' && ObjectName.FindFault(name[..^1]) is null));
        return !isMark && ObjectName.FindFault(name) is { } fault
            ? new StoreException(StoreErrorCode.InvalidName, _storeName, name, "the name is refused: " + fault)
            : null;
    }

    /// <summary>The folder that an empty key marks; <see langword="null"/> when the key is anything else.</summary>
    public string? FindMarked(S3Object found) => found.Size is null or 0 && NameOf(found.Key) is [_, .., '/'] name && ObjectName.FindFault(name[..^1]) is null ? name[..^1] : null;

    public IEnumerable<ListEntry> ToEntries(ListObjectsV2Response page, Action<StoreException>? omitted)
    {
        foreach (S3Object found in page.S3Objects ?? [])
        {
            if (ToInfo(found) is { } info)
            {
                yield return new ListEntry(info);
            }
            else if (FindOmission(found) is { } fault)
            {
                omitted?.Invoke(fault);
            }
        }

        foreach (string prefix in page.CommonPrefixes ?? [])
        {
            string folder = NameOf(prefix) ?? prefix;
            if (ObjectName.FindFolderFault(folder) is { } fault)
            {
                omitted?.Invoke(new StoreException(StoreErrorCode.InvalidName, _storeName, folder, "the name is refused: " + fault));
            }
            else
            {
                yield return new ListEntry(folder[..^1]);
            }
        }
    }

    /// <summary>Whole seconds, since that is all that the answer about a single object has.</summary>
    public static DateTimeOffset Seconds(DateTime? time) =>
        DateTimeOffset.FromUnixTimeSeconds(new DateTimeOffset(DateTime.SpecifyKind(time ?? DateTime.UnixEpoch, DateTimeKind.Utc)).ToUnixTimeSeconds());

    private string? NameOf(string key) => key.StartsWith(_start, StringComparison.Ordinal) ? key[_start.Length..] : null;
}
