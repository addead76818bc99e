namespace DataJoint.Leaks.Purging;

/// <summary>Writes the trees that change, without what is purged and with the contents as they become.</summary>
internal sealed class TreeRewrite(GitObjectReader reader, PurgedContent content, NewObjects made, int idLength)
{
    private readonly Dictionary<TreeKey, ObjectId?> _results = [];

    /// <summary>Writes trees.</summary>
    /// <param name="changed">Those that change, each after those that it holds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(IReadOnlyList<TreeKey> changed, CancellationToken cancellationToken)
    {
        int next = 0;
        await reader.ReadAsync([.. changed.Select(key => key.Id)], RewriteOne, cancellationToken).ConfigureAwait(false);

        void RewriteOne(ObjectEntry entry, Stream stream)
        {
            TreeKey key = changed[next++];
            byte[] tree = Rewrite(key, TreeSurvey.ReadTree(entry, stream));
            _results[key] = tree.Length == 0 ? null : made.Add(ObjectKind.Tree, tree);
        }
    }

    /// <summary>What a tree becomes: itself, another one, or null when nothing is left in it.</summary>
    public ObjectId? Find(TreeKey key) => _results.TryGetValue(key, out ObjectId? result) ? result : key.Id;

    private byte[] Rewrite(TreeKey key, ReadOnlySpan<byte> rest)
    {
        TreeBuilder builder = new(rest.Length);
        while (TreeEntry.TryRead(ref rest, idLength, out TreeEntry entry))
        {
            PathNode? node = key.Node?.Find(entry.Name);
            if (node?.IsPurged == true || (key.IsLoose && content.IsPurged(entry.Id)))
            {
                continue;
            }

            ObjectId? id = entry.IsTree ? Find(new TreeKey(entry.Id, node, key.IsLoose))
                : !entry.IsCommit && content.Blobs.TryGetValue(entry.Id, out ObjectId clean) ? clean
                : entry.Id;
            if (id is ObjectId kept)
            {
                byte[]? name = content.Values?.Replace(entry.Name);
                builder.Add(entry.Mode, name ?? entry.Name, kept, isRenamed: name is not null);
            }
        }

        return builder.ToBytes();
    }
}
