namespace DataJoint.Stores;

/// <summary>What one level of a listing shows: an object, or a folder that holds objects.</summary>
public sealed class ListEntry
{
    /// <summary>An object.</summary>
    /// <param name="info">The object.</param>
    public ListEntry(ObjectInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Name = info.Name;
        Info = info;
    }

    /// <summary>A folder.</summary>
    /// <param name="folder">Its whole name, without a final <c>/</c>.</param>
    public ListEntry(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Name = folder;
    }

    /// <summary>The whole name; a folder's has no final <c>/</c>.</summary>
    public string Name { get; }

    /// <summary>The object, or <see langword="null"/> for a folder.</summary>
    public ObjectInfo? Info { get; }

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => Info is null;

    /// <inheritdoc/>
    public override string ToString() => Info?.ToString() ?? Name + "/";
}
