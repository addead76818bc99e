using System.Buffers;
using System.Buffers.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Reads objects through <c>git cat-file</c>, which knows every form of them.</summary>
internal sealed class GitObjectReader(GitProgram git)
{
    private const string Format = "%(objectname) %(objecttype) %(objectsize)";
    private const int LongestLine = 128;
    private const int FeedBytes = 64 * 1024;

    /// <summary>Lists every object of the repository, reachable or not.</summary>
    public async Task<List<GitObjectHeader>> ListAsync(CancellationToken cancellationToken)
    {
        List<GitObjectHeader> found = [];
        GitAnswer answer = await git.StreamAsync(
            ["cat-file", "--batch-all-objects", "--unordered", "--buffer", $"--batch-check={Format}"], null, output => ReadList(output, found), cancellationToken).ConfigureAwait(false);
        return answer.ExitCode == 0 && answer.Complaint.Length == 0
            ? found
            : throw new PurgeException(PurgeRules.Impossible, $"git cannot list all objects: {answer.Complaint}", "Run: git fsck");
    }

    /// <summary>Reads objects one after another, in the order given; one that is missing has no kind.</summary>
    public async Task ReadAsync(IReadOnlyCollection<GitObjectId> ids, Action<GitObjectHeader, Stream> read, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        GitAnswer answer = await git.StreamAsync(
            ["cat-file", $"--batch={Format}", "--buffer"],
            input => FeedAsync(ids, input, cancellationToken), output => ReadContents(output, ids.Count, read, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (answer.ExitCode != 0)
        {
            throw CreateException(answer.Complaint);
        }
    }

    private static PurgeException CreateException(string complaint) => new(PurgeRules.Impossible, $"git cannot read an object: {complaint}", "Run: git fsck");

    private static async Task FeedAsync(IReadOnlyCollection<GitObjectId> ids, Stream input, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> lines = new(FeedBytes + LongestLine);
        foreach (GitObjectId id in ids)
        {
            lines.WriteDigits(id);
            lines.Write("\n"u8);
            if (lines.WrittenCount > FeedBytes)
            {
                await input.WriteAsync(lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
                lines.ResetWrittenCount();
            }
        }

        await input.WriteAsync(lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    private static void ReadContents(Stream output, int count, Action<GitObjectHeader, Stream> read, CancellationToken cancellationToken)
    {
        using BufferedStream batch = new(output, 256 * 1024);
        try
        {
            for (int i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                GitObjectHeader entry = ReadHeader(batch) ?? throw new GitException("git gave less than it holds");
                if (entry.Kind == GitObjectKind.None)
                {
                    read(entry, Stream.Null);
                    continue;
                }

                using BatchStream content = new(batch, entry.Size);
                read(entry, content);
                content.Finish();
            }
        }
        catch (GitException)
        {
            throw CreateException("it is damaged");
        }
    }

    private static void ReadList(Stream output, List<GitObjectHeader> found)
    {
        using BufferedStream lines = new(output, 256 * 1024);
        while (ReadHeader(lines) is GitObjectHeader entry)
        {
            found.Add(entry);
        }
    }

    /// <returns>Null at the end.</returns>
    private static GitObjectHeader? ReadHeader(BufferedStream batch)
    {
        Span<byte> line = stackalloc byte[LongestLine];
        int length = 0;
        for (int b; (b = batch.ReadByte()) != '\n';)
        {
            if (b < 0 && length == 0)
            {
                return null;
            }

            if (b < 0 || length == line.Length)
            {
                throw new GitException("git gave less than it holds");
            }

            line[length++] = (byte)b;
        }

        return ParseHeader(line[..length]);
    }

    /// <summary>The id, the kind and the size; the id and another word for what is missing.</summary>
    private static GitObjectHeader ParseHeader(ReadOnlySpan<byte> line)
    {
        int first = line.IndexOf((byte)' ');
        int last = line.LastIndexOf((byte)' ');
        if (!ObjectDigits.TryRead(first < 0 ? line : line[..first], out GitObjectId id))
        {
            throw new GitException("git gave an id that djc does not understand");
        }

        ReadOnlySpan<byte> name = last > first ? line[(first + 1)..last] : default;
        GitObjectKind kind = name.SequenceEqual("commit"u8) ? GitObjectKind.Commit
            : name.SequenceEqual("tree"u8) ? GitObjectKind.Tree
            : name.SequenceEqual("blob"u8) ? GitObjectKind.Blob
            : name.SequenceEqual("tag"u8) ? GitObjectKind.Tag
            : GitObjectKind.None;
        return kind != GitObjectKind.None && Utf8Parser.TryParse(line[(last + 1)..], out long size, out _)
            ? new GitObjectHeader(id, kind, size)
            : new GitObjectHeader(id, GitObjectKind.None, 0);
    }
}
