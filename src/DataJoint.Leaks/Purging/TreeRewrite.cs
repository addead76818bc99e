using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Writes the trees that change, without what is purged and with the contents as they become.</summary>
internal sealed class TreeRewrite(GitObjectReader reader, PurgedContent content, NewObjects made, int idLength)
{
    private readonly Dictionary<TreeKey, GitObjectId?> _results = [];
    private readonly TreeBuilder _builder = new();

    /// <summary>Writes the trees that change.</summary>
    /// <param name="survey">Knows them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(TreeSurvey survey, CancellationToken cancellationToken)
    {
        if (survey.Held is { } held)
        {
            survey.Changed.ForEach(key => RewriteOne(key, held[key.Id]));
            return;
        }

        int next = 0;
        await reader.ReadAsync([.. survey.Changed.Select(key => key.Id)], RewriteNext, cancellationToken).ConfigureAwait(false);

        void RewriteNext(GitObjectHeader entry, Stream stream) => RewriteOne(survey.Changed[next++], TreeSurvey.ReadTree(entry, stream));
    }

    /// <summary>What a tree becomes: itself, another one, or null when nothing is left in it.</summary>
    public GitObjectId? Find(TreeKey key) => TreeSurvey.MayChange(key, content) && _results.TryGetValue(key, out GitObjectId? result) ? result : key.Id;

    private void RewriteOne(TreeKey key, byte[] tree)
    {
        ReadOnlySpan<byte> written = Rewrite(key, tree);
        _results[key] = written.Length == 0 ? null : made.Add(GitObjectKind.Tree, written);
    }

    private ReadOnlySpan<byte> Rewrite(TreeKey key, ReadOnlySpan<byte> rest)
    {
        _builder.Clear();
        while (TreeEntry.TryRead(ref rest, idLength, out TreeEntry entry))
        {
            PathNode? node = key.Node?.Find(entry.Name);
            if (node?.IsPurged == true || (key.IsLoose && content.IsPurged(entry.Id)))
            {
                continue;
            }

            GitObjectId? id = entry.IsTree ? Find(new TreeKey(entry.Id, node, key.IsLoose))
                : !entry.IsCommit && content.Blobs.TryGetValue(entry.Id, out GitObjectId clean) ? clean
                : entry.Id;
            if (id is GitObjectId kept)
            {
                byte[]? name = content.Values?.Replace(entry.Name);
                _builder.Add(entry.Mode, name ?? entry.Name, kept, isRenamed: name is not null);
            }
        }

        return _builder.ToBytes();
    }
}
