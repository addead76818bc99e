using System.Text;

namespace DataJoint.Git.History;

/// <summary>A path in the history; each is there once.</summary>
internal sealed class PathNode
{
    private const int UsualName = 256;

    private readonly PathNode? _parent;
    private readonly string _name;
    private readonly PathNumbers _numbers;
    private Dictionary<string, PathNode>? _children;

    private PathNode(PathNode? parent, string name, PathNumbers numbers)
    {
        _parent = parent;
        _name = name;
        _numbers = numbers;
        Number = numbers.Next();
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    public int Number { get; }

    /// <summary>How many directories it is below the root.</summary>
    public int Depth { get; }

    public static PathNode CreateRoot() => new(null, "", new PathNumbers());

    /// <summary>The path of an entry of this directory.</summary>
    public PathNode Child(ReadOnlySpan<byte> name)
    {
        Span<char> text = name.Length <= UsualName ? stackalloc char[UsualName] : new char[name.Length];
        text = text[..Encoding.UTF8.GetChars(name, text)];
        _children ??= new Dictionary<string, PathNode>(StringComparer.Ordinal);
        Dictionary<string, PathNode>.AlternateLookup<ReadOnlySpan<char>> lookup = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out PathNode? child))
        {
            child = new PathNode(this, text.ToString(), _numbers);
            _children[child._name] = child;
        }

        return child;
    }

    /// <summary>The path, with <c>/</c>.</summary>
    public override string ToString()
    {
        List<string> names = [];
        for (PathNode node = this; node._parent is not null; node = node._parent)
        {
            names.Add(node._name);
        }

        names.Reverse();
        return string.Join('/', names);
    }

    /// <summary>Counts the paths of a history.</summary>
    private sealed class PathNumbers
    {
        private int _last;

        public int Next() => _last++;
    }
}
