using System.Globalization;
using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Reads objects through <c>git cat-file</c>, which knows every form of them.</summary>
internal sealed class GitObjectReader(GitProgram git)
{
    private const string Format = "%(objectname) %(objecttype) %(objectsize)";

    /// <summary>Lists every object of the repository, reachable or not.</summary>
    public async Task<List<ObjectEntry>> ListAsync(CancellationToken cancellationToken)
    {
        List<ObjectEntry> found = [];
        GitAnswer answer = await git.StreamAsync(
            ["cat-file", "--batch-all-objects", "--unordered", "--buffer", $"--batch-check={Format}"], null, output => ReadList(output, found), cancellationToken).ConfigureAwait(false);
        return answer.ExitCode == 0 && answer.Complaint.Length == 0
            ? found
            : throw new PurgeException(PurgeRules.Impossible, $"git cannot list all objects: {answer.Complaint}", "Run: git fsck");
    }

    /// <summary>Reads objects one after another, in the order given; one that is missing has no kind.</summary>
    public async Task ReadAsync(IReadOnlyCollection<ObjectId> ids, Action<ObjectEntry, Stream> read, CancellationToken cancellationToken)
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

    private static async Task FeedAsync(IReadOnlyCollection<ObjectId> ids, Stream input, CancellationToken cancellationToken)
    {
        StringBuilder lines = new();
        foreach (ObjectId id in ids)
        {
            lines.Append(id.ToString()).Append('\n');
            if (lines.Length > 64 * 1024)
            {
                await input.WriteAsync(Encoding.ASCII.GetBytes(lines.ToString()), cancellationToken).ConfigureAwait(false);
                lines.Clear();
            }
        }

        await input.WriteAsync(Encoding.ASCII.GetBytes(lines.ToString()), cancellationToken).ConfigureAwait(false);
    }

    private static void ReadContents(Stream output, int count, Action<ObjectEntry, Stream> read, CancellationToken cancellationToken)
    {
        using BufferedStream batch = new(output, 256 * 1024);
        try
        {
            for (int i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ObjectEntry entry = ReadHeader(batch);
                if (entry.Kind == ObjectKind.None)
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

    private static void ReadList(Stream output, List<ObjectEntry> found)
    {
        using StreamReader lines = new(output, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, bufferSize: 256 * 1024);
        while (lines.ReadLine() is string line)
        {
            found.Add(ParseHeader(line));
        }
    }

    private static ObjectEntry ReadHeader(BufferedStream batch)
    {
        Span<byte> line = stackalloc byte[128];
        int length = 0;
        for (int b; (b = batch.ReadByte()) != '\n';)
        {
            if (b < 0 || length == line.Length)
            {
                throw new GitException("git gave less than it holds");
            }

            line[length++] = (byte)b;
        }

        return ParseHeader(Encoding.ASCII.GetString(line[..length]));
    }

    private static ObjectEntry ParseHeader(string line)
    {
        string[] words = line.Split(' ');
        var id = ObjectId.Parse(words[0]);
        ObjectKind kind = words.Length < 3 ? ObjectKind.None : words[1] switch
        {
            "commit" => ObjectKind.Commit,
            "tree" => ObjectKind.Tree,
            "blob" => ObjectKind.Blob,
            "tag" => ObjectKind.Tag,
            _ => ObjectKind.None,
        };
        return new ObjectEntry(id, kind, kind == ObjectKind.None ? 0 : long.Parse(words[2], CultureInfo.InvariantCulture));
    }
}
