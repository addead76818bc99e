namespace DataJoint.Git.Objects;

/// <summary>Contents that were made lately, because others are written as their differences.</summary>
internal sealed class ContentCache
{
    private const long MaxBytes = 64 << 20;
    private const int MaxContent = 4 << 20;

    /// <summary>What an entry counts beside its content: thousands of small ones are enough.</summary>
    private const int PerEntry = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectPlace, LinkedListNode<(ObjectPlace Place, GitObjectKind Kind, byte[] Content)>> _known = [];
    private readonly LinkedList<(ObjectPlace Place, GitObjectKind Kind, byte[] Content)> _recent = [];
    private long _bytes;

    public (GitObjectKind Kind, byte[] Content)? Find(ObjectPlace place)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(place, out LinkedListNode<(ObjectPlace Place, GitObjectKind Kind, byte[] Content)>? node))
            {
                return null;
            }

            _recent.Remove(node);
            _recent.AddFirst(node);
            return (node.Value.Kind, node.Value.Content);
        }
    }

    public void Add(ObjectPlace place, GitObjectKind kind, byte[] content)
    {
        if (content.Length > MaxContent)
        {
            return;
        }

        lock (_lock)
        {
            if (_known.ContainsKey(place))
            {
                return;
            }

            _known[place] = _recent.AddFirst((place, kind, content));
            for (_bytes += content.Length + PerEntry; _bytes > MaxBytes && _recent.Last is { } oldest; _bytes -= oldest.Value.Content.Length + PerEntry)
            {
                _known.Remove(oldest.Value.Place);
                _recent.RemoveLast();
            }
        }
    }
}
