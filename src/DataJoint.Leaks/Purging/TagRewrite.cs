using System.Buffers;
using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Writes tags with what they name now; their shape stays, the signature goes or is made again.</summary>
internal sealed class TagRewrite(PurgedContent content, NewObjects made, ObjectSigner? signer)
{
    private static readonly string[] Beginnings =
        ["-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----", "-----BEGIN SIGNED MESSAGE-----", "-----BEGIN SSH SIGNATURE-----"];

    /// <summary>What each tag became.</summary>
    public Dictionary<GitObjectId, GitObjectId> Map { get; } = [];

    /// <summary>The tags whose signature is gone, or made again.</summary>
    public List<LostSignature> Signatures { get; } = [];

    /// <summary>The object that a tag names.</summary>
    /// <exception cref="PurgeException">It names none.</exception>
    public static (GitObjectId Id, bool IsCommit) ReadTarget(GitObjectId id, byte[] bytes)
    {
        CommitText text = new(bytes);
        return text.HeaderCount > 1 && text.NameOf(0).SequenceEqual("object"u8) && text.TryReadId(0, out GitObjectId target)
            ? (target, text.Header(1).SequenceEqual("type commit\n"u8))
            : throw new PurgeException(PurgeRules.Impossible, $"the tag {id} is damaged", "Run: git fsck");
    }

    /// <summary>Writes a tag.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="target">What it names now.</param>
    /// <returns>Its id now.</returns>
    public GitObjectId Rewrite(GitObjectId id, byte[] bytes, GitObjectId target)
    {
        CommitText text = new(bytes);
        if (ReadTarget(id, bytes).Id == target && !content.HoldsValue(bytes) && !content.HoldsFound(id, text.Message))
        {
            return id;
        }

        ArrayBufferWriter<byte> written = new(bytes.Length);
        CommitText.Write(written, "object"u8, target);
        int signature = FindSignature(text.Message);
        bool isSigned = signature < text.Message.Length;
        for (int i = 1; i < text.HeaderCount; i++)
        {
            bool isSignature = text.NameOf(i).SequenceEqual("gpgsig"u8) || text.NameOf(i).SequenceEqual("gpgsig-sha256"u8);
            isSigned |= isSignature;
            written.Write(isSignature ? default : Clean(text.Header(i)));
        }

        written.Write(content.CleanMessage(id, text.Message[..signature]));
        if (isSigned)
        {
            Signatures.Add(new LostSignature(id.ToString(), "tag", content.Show(text.Subject())));
            written.Write(signer is null ? [] : signer.Sign(written.WrittenSpan.ToArray()));
        }

        return Map[id] = made.Add(GitObjectKind.Tag, written.WrittenSpan);
    }

    /// <summary>Where the last signature of a message begins, as git looks for it; the end when there is none.</summary>
    private static int FindSignature(ReadOnlySpan<byte> message)
    {
        int found = message.Length;
        for (int at = 0; at < message.Length;)
        {
            ReadOnlySpan<byte> line = message[at..];
            foreach (string beginning in Beginnings)
            {
                found = line.StartsWith(Encoding.ASCII.GetBytes(beginning)) ? at : found;
            }

            int end = line.IndexOf((byte)'\n');
            at = end < 0 ? message.Length : at + end + 1;
        }

        return found;
    }

    private ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> bytes) => content.Values?.Replace(bytes) is byte[] clean ? clean : bytes;
}
