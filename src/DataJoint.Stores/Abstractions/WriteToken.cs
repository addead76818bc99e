namespace DataJoint.Stores;

/// <summary>
/// What one single write leaves in its object's metadata. A write that was to replace nothing and whose answer was lost finds an object when it is
/// made again; this tells its own from somebody else's, also when both hold the same bytes. For stores.
/// </summary>
public sealed class WriteToken
{
    /// <summary>The name of the entry in the object's metadata.</summary>
    public const string Key = "datajoint_write";

    /// <summary>That name where it travels as the name of a header: web servers before a store drop those with an underscore.</summary>
    public const string HeaderKey = "datajoint-write";

    /// <summary>The token of a write that an earlier attempt began.</summary>
    /// <param name="text">The text that the earlier attempt left.</param>
    public WriteToken(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Text = text;
    }

    /// <summary>The text of the entry; no secret.</summary>
    public string Text { get; }

    /// <summary>The token of a write.</summary>
    /// <param name="options">How it writes.</param>
    /// <returns>A new token; <see langword="null"/> where it does not matter, because what is there is replaced.</returns>
    public static WriteToken? For(WriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Overwrite ? null : new WriteToken(Guid.NewGuid().ToString("n"));
    }

    /// <summary>Whether an entry is this one.</summary>
    /// <param name="text">The entry's text, or <see langword="null"/>: there is none.</param>
    /// <returns><see langword="true"/> when this write made the object.</returns>
    public bool Matches(string? text) => text == Text;
}
