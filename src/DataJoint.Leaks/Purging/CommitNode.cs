using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>A commit: its bytes, its tree and its parents.</summary>
internal sealed class CommitNode
{
    /// <summary>Reads a commit.</summary>
    /// <exception cref="PurgeException">It has no tree.</exception>
    public CommitNode(GitObjectId id, byte[] bytes)
    {
        Id = id;
        Text = new CommitText(bytes);
        Bytes = bytes;
        List<GitObjectId> parents = [];
        bool hasTree = false;
        for (int i = 0; i < Text.HeaderCount; i++)
        {
            bool isTree = i == 0 && Text.NameOf(i).SequenceEqual("tree"u8);
            bool isParent = Text.NameOf(i).SequenceEqual("parent"u8) && i == parents.Count + 1;
            if ((isTree || isParent) && Text.TryReadId(i, out GitObjectId named))
            {
                (Tree, hasTree) = isTree ? (named, true) : (Tree, hasTree);
                parents.AddRange(isParent ? [named] : []);
            }
        }

        Parents = parents;
        _ = hasTree ? true : throw new PurgeException(PurgeRules.Impossible, $"the commit {id} is damaged", "Run: git fsck");
    }

    public GitObjectId Id { get; }

    public byte[] Bytes { get; }

    public CommitText Text { get; }

    public GitObjectId Tree { get; }

    public IReadOnlyList<GitObjectId> Parents { get; }
}
