using System.Buffers;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Writes commits with their new trees and parents; every other byte stays, but for signatures, which would be wrong, and values.</summary>
internal sealed class CommitRewrite(PurgedContent content, NewObjects made, ObjectSigner? signer)
{
    /// <summary>What a commit becomes; one that is pruned becomes its parent.</summary>
    public Dictionary<GitObjectId, GitObjectId> Map { get; } = [];

    /// <summary>The commits whose signature is gone, or made again.</summary>
    public List<LostSignature> Signatures { get; } = [];

    public int Pruned { get; private set; }

    /// <summary>What a commit is now.</summary>
    public GitObjectId Find(GitObjectId id) => Map.TryGetValue(id, out GitObjectId found) ? found : id;

    /// <summary>Writes a commit whose parents are written.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="tree">What its tree is now.</param>
    /// <param name="parent">Its first parent, when it may be pruned as a commit that does nothing any more; else null.</param>
    /// <param name="parentTree">That one's tree now.</param>
    public void Rewrite(CommitNode commit, GitObjectId tree, CommitNode? parent, GitObjectId parentTree)
    {
        if (parent is not null && tree == parentTree && commit.Tree != parent.Tree)
        {
            Map[commit.Id] = Find(parent.Id);
            Pruned++;
            return;
        }

        bool isMoved = tree != commit.Tree || commit.Parents.Any(Map.ContainsKey);
        if (!isMoved && !content.HoldsValue(commit.Bytes) && !content.HoldsFound(commit.Id, commit.Text.Message))
        {
            return;
        }

        ArrayBufferWriter<byte> target = new(commit.Bytes.Length);
        CommitText.Write(target, "tree"u8, tree);
        foreach (GitObjectId each in commit.Parents.Select(Find).Distinct())
        {
            CommitText.Write(target, "parent"u8, each);
        }

        bool isSigned = CopyHeaders(commit, target);
        int headers = target.WrittenCount;
        target.Write(content.CleanMessage(commit.Id, commit.Text.Message));
        byte[] bytes = target.WrittenSpan.ToArray();
        if (isSigned && signer is not null)
        {
            bytes = [.. bytes.AsSpan(0, headers), .. SignatureHeader.Create(signer.Sign(bytes), commit.Id.Length), .. bytes.AsSpan(headers)];
        }

        Map[commit.Id] = made.Add(GitObjectKind.Commit, bytes);
    }

    /// <returns>Whether there was a signature, which is gone now.</returns>
    private bool CopyHeaders(CommitNode commit, ArrayBufferWriter<byte> target)
    {
        bool isSigned = false;
        for (int i = commit.Parents.Count + 1; i < commit.Text.HeaderCount; i++)
        {
            ReadOnlySpan<byte> name = commit.Text.NameOf(i);
            if (name.SequenceEqual("gpgsig"u8) || name.SequenceEqual("gpgsig-sha256"u8))
            {
                isSigned = true;
            }
            else if (name.SequenceEqual("mergetag"u8) && IsStale(commit.Text.Header(i)))
            {
                Signatures.Add(new LostSignature(commit.Id.ToString(), "merged tag", content.Show(commit.Text.Subject())));
            }
            else
            {
                target.Write(Clean(commit.Text.Header(i)));
            }
        }

        if (isSigned)
        {
            Signatures.Add(new LostSignature(commit.Id.ToString(), "commit", content.Show(commit.Text.Subject())));
        }

        return isSigned;
    }

    /// <summary>A tag that was merged stands whole in the commit, and names a commit itself.</summary>
    private bool IsStale(ReadOnlySpan<byte> header)
    {
        ReadOnlySpan<byte> rest = header["mergetag object ".Length..];
        int end = rest.IndexOf((byte)'\n');
        return end < 0 || !ObjectDigits.TryRead(rest[..end], out GitObjectId named) || Map.ContainsKey(named) || content.HoldsValue(header);
    }

    private ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> bytes) => content.Values?.Replace(bytes) is byte[] clean ? clean : bytes;
}
