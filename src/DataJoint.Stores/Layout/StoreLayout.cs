using DataJoint.Configuration;
using DataJoint.Stores.Layout;

namespace DataJoint.Stores;

/// <summary>
/// Where things are in a store: paths and URLs as datajoint-python gives them, and the sections that DataJoint manages. Nothing is looked up.
/// </summary>
public sealed class StoreLayout
{
    private readonly StoreSpec _spec;

    /// <summary>The layout of a store.</summary>
    /// <param name="spec">The store as the configuration describes it.</param>
    public StoreLayout(StoreSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _spec = spec;
        HashSection = spec.HashPrefix.Trim('/');
        SchemaSection = spec.SchemaPrefix.Trim('/');
        FilepathSection = spec.FilepathPrefix?.Trim('/') is { Length: > 0 } section ? section : null;
    }

    /// <summary>The folder of objects that are addressed by their hash (<c>hash_prefix</c>), without outer slashes; empty for the top.</summary>
    public string HashSection { get; }

    /// <summary>The folder of objects that are addressed by schema and table (<c>schema_prefix</c>), without outer slashes; empty for the top.</summary>
    public string SchemaSection { get; }

    /// <summary>The folder that files of users must be in (<c>filepath_prefix</c>), or <see langword="null"/>: anywhere but the managed sections.</summary>
    public string? FilepathSection { get; }

    /// <summary>
    /// The whole path of an object: bucket or container, <c>location</c> and name; for a file store the file's path, with <c>/</c>.
    /// </summary>
    /// <param name="name">The object's name, or a folder; empty for the store itself.</param>
    /// <returns>For example <c>lab-data/project/raw/a.bin</c>, or <c>/data/project/raw/a.bin</c>.</returns>
    public string GetPath(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _spec.Protocol switch
        {
            "file" => FilePlace.Join(_spec, name),
            "s3" or "gcs" => Join(_spec.GetText("bucket")!, name),
            "azure" => Join(_spec.GetText("container")!, name),
            _ => StoreAdapters.Find(_spec.Protocol)?.GetPath(_spec, name) ?? Join(null, name),
        };
    }

    /// <summary>The URL of an object. As in datajoint-python, nothing in it is percent-encoded.</summary>
    /// <param name="name">The object's name, or a folder; empty for the store itself.</param>
    /// <returns>
    /// For example <c>s3://lab-data/project/raw/a.bin</c>; <c>gs://</c> for Google, <c>az://</c> for Azure, and <c>file://</c> with links resolved.
    /// </returns>
    public string GetUrl(string name)
    {
        string path = GetPath(name);
        return _spec.Protocol switch
        {
            "file" => FilePlace.ToUrl(path),
            "s3" => "s3://" + path,
            "gcs" => "gs://" + path,
            "azure" => "az://" + path,
            _ => StoreAdapters.Find(_spec.Protocol)?.GetUrl(_spec, path) ?? $"{_spec.Protocol}://{path}",
        };
    }

    /// <summary>The name of an object that is addressed by its hash, in the folders that <c>subfolding</c> asks for.</summary>
    /// <param name="hash">The hash of its content, as <see cref="ContentHash"/> gives it.</param>
    /// <param name="schema">The database schema that it belongs to.</param>
    /// <returns>For example <c>_hash/lab/ab/cd/abcd…</c>.</returns>
    /// <exception cref="ArgumentException">The hash is not one.</exception>
    public string GetHashName(string hash, string schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (!ContentHash.IsHash(hash))
        {
            throw new ArgumentException("A content hash has 26 characters, a to z and 2 to 7.", nameof(hash));
        }

        var folders = new List<string> { schema };
        ReadOnlySpan<char> rest = hash.AsSpan();
        foreach (int length in _spec.Subfolding)
        {
            ReadOnlySpan<char> part = rest[..Math.Min(length, rest.Length)];
            folders.Add(part.ToString());
            rest = rest[part.Length..];
        }

        folders.Add(hash);
        return HashSection.Length == 0 ? string.Join('/', folders) : HashSection + "/" + string.Join('/', folders);
    }

    /// <summary>Which setting makes a name one that DataJoint manages.</summary>
    /// <param name="name">The object's name, or a folder.</param>
    /// <returns><c>hash_prefix</c>, <c>schema_prefix</c>, or <see langword="null"/>: the name is free.</returns>
    public string? FindManagedSection(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsIn(name, HashSection) ? "hash_prefix" : IsIn(name, SchemaSection) ? "schema_prefix" : null;
    }

    /// <summary>Which managed section a folder is or holds, so that to change everything in the folder is to change the section.</summary>
    /// <param name="folder">The folder; empty for the whole store.</param>
    /// <returns>The section, or <see langword="null"/>: there is none in it.</returns>
    public string? FindManagedSectionBelow(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = folder.Trim('/');
        return Array.Find([HashSection, SchemaSection], section => section.Length > 0 && (path.Length == 0 || IsIn(section, path)));
    }

    /// <summary>Refuses a name that is not for files of users: in a managed section, or outside <see cref="FilepathSection"/> where there is one.</summary>
    /// <param name="name">The object's name.</param>
    /// <exception cref="StoreException">The name is refused (<see cref="StoreErrorCode.ManagedSection"/>).</exception>
    public void CheckFileName(string name)
    {
        string? reason = FindManagedSection(name) is { } setting
            ? $"the name is in a section that DataJoint manages ({setting} '{_spec.GetText(setting)}')."
            : FilepathSection is { } section && !IsIn(name, section) ? $"files of this store belong into '{section}/' (filepath_prefix)." : null;
        if (reason is not null)
        {
            throw new StoreException(StoreErrorCode.ManagedSection, _spec.Name, name, reason);
        }
    }

    // Where file names fold case, '_HASH/x' is in the section '_hash'.
    private bool IsIn(string name, string section)
    {
        StringComparison comparison = _spec.Protocol == "file" && !OperatingSystem.IsLinux() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        string path = name.TrimStart('/');
        return section.Length > 0 && (path.Equals(section, comparison) || path.StartsWith(section + "/", comparison));
    }

    private string Join(string? bucket, string name)
    {
        string location = bucket is null ? _spec.Location : _spec.Location.Trim('/');
        string path = location.Length == 0 ? name : location + "/" + name;
        return bucket is null ? path : bucket + "/" + path;
    }
}
