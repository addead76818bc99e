namespace DataJoint.Stores.Files;

/// <summary>A local file whose content is written into a store, and that must stay as it is meanwhile.</summary>
internal sealed class WatchedFile
{
    private readonly FileStream _file;
    private readonly long _length;
    private readonly DateTime _modified;

    public WatchedFile(FileStream file)
    {
        _file = file;
        _length = file.CanSeek ? file.Length : 0;
        _modified = File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }

    public long Length => _length;

    /// <summary>What happened to the file, or <see langword="null"/> when it is as it was.</summary>
    public string? FindChange()
    {
        long length = _file.CanSeek ? RandomAccess.GetLength(_file.SafeFileHandle) : 0;
        return length != _length
            ? FormattableString.Invariant($"the file '{_file.Name}' changed while it was read: it had {_length} bytes and has {length} now")
            : File.GetLastWriteTimeUtc(_file.SafeFileHandle) != _modified ? $"the file '{_file.Name}' changed while it was read" : null;
    }
}
