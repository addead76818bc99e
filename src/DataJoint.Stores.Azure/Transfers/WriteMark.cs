namespace DataJoint.Stores.Azure;

/// <summary>
/// What one single write leaves in its blob's metadata. A write that was to replace nothing and whose answer was lost finds a blob when it is
/// made again; this tells its own from somebody else's, also when both hold the same bytes.
/// </summary>
internal sealed class WriteMark
{
    private const string Key = "datajoint_write";

    private readonly string _text = Guid.NewGuid().ToString("n");

    public void PutInto(IDictionary<string, string> metadata) => metadata[Key] = _text;

    public bool IsIn(IDictionary<string, string>? metadata) =>
        metadata?.Any(entry => entry.Key.Equals(Key, StringComparison.OrdinalIgnoreCase) && entry.Value == _text) ?? false;
}
