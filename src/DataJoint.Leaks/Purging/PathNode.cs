using System.Text;

namespace DataJoint.Leaks.Purging;

/// <summary>A directory on the way to paths that leave the history, by the bytes of its names.</summary>
internal sealed class PathNode
{
    /// <summary>They are few, and compared with each name of each tree.</summary>
    private readonly List<(byte[] Name, PathNode Node)> _children = [];

    /// <summary>Whether it goes, with everything below.</summary>
    public bool IsPurged { get; private set; }

    /// <summary>The root of paths.</summary>
    /// <param name="paths">Paths with <c>/</c>.</param>
    public static PathNode Create(IEnumerable<string> paths)
    {
        PathNode root = new();
        foreach (string path in paths)
        {
            PathNode node = root;
            foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                byte[] name = Encoding.UTF8.GetBytes(part);
                PathNode? next = node.Find(name);
                if (next is null)
                {
                    next = new PathNode();
                    node._children.Add((name, next));
                }

                node = next;
            }

            node.IsPurged = node != root;
        }

        return root;
    }

    /// <summary>The node of a name, or null when the name is on no way.</summary>
    public PathNode? Find(ReadOnlySpan<byte> name)
    {
        foreach ((byte[] known, PathNode node) in _children)
        {
            if (name.SequenceEqual(known))
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>Whether a path goes, or a directory that it is in.</summary>
    public bool Covers(ReadOnlySpan<byte> path)
    {
        PathNode? node = this;
        while (node is not null && !node.IsPurged && !path.IsEmpty)
        {
            int slash = path.IndexOf((byte)'/');
            node = node.Find(slash < 0 ? path : path[..slash]);
            path = slash < 0 ? default : path[(slash + 1)..];
        }

        return node?.IsPurged == true;
    }
}
