using System.Text;

namespace DataJoint.Git.Objects;

/// <summary>Objects that have a file each, in directories named by their first byte.</summary>
internal sealed class LooseObjects(string directory, int idBytes)
{
    private const int LongestHeader = 32;

    public string Path { get; } = directory;

    public IEnumerable<GitObjectId> Ids()
    {
        for (int first = 0; first < 256; first++)
        {
            string name = first.ToString("x2", System.Globalization.CultureInfo.InvariantCulture);
            string folder = System.IO.Path.Combine(Path, name);
            if (!Directory.Exists(folder))
            {
                continue;
            }

            foreach (string file in Directory.EnumerateFiles(folder))
            {
                if (GitObjectId.TryParse(name + System.IO.Path.GetFileName(file), out GitObjectId id) && id.Length == idBytes)
                {
                    yield return id;
                }
            }
        }
    }

    public bool Contains(GitObjectId id) => File.Exists(PathOf(id));

    public string PathOf(GitObjectId id)
    {
        string name = id.ToString();
        return System.IO.Path.Combine(Path, name[..2], name[2..]);
    }

    /// <summary>Opens one.</summary>
    /// <returns>Its content; the header is read.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public (GitObjectHeader Header, ContentStream Content) Open(GitObjectId id)
    {
        var file = FileBytes.Open(PathOf(id));
        ContentStream content = new(new FileSection(file, 0, file.Length, isOwner: true), (id, file.Path), 0);
        try
        {
            GitObjectHeader header = ReadHeader(id, content);
            Inflation.CheckSize(header.Size, file.Length);
            content.Begin(header.Size);
            return (header, content);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>As in <c>blob 12</c> and a NUL.</summary>
    private static GitObjectHeader ReadHeader(GitObjectId id, ContentStream content)
    {
        Span<byte> header = stackalloc byte[LongestHeader];
        int length = 0;
        for (int next; (next = content.ReadByteBefore()) != 0;)
        {
            header[length++] = next > 0 && length < LongestHeader - 1 ? (byte)next : throw new InvalidDataException("its first bytes are not those of an object");
        }

        string[] words = Encoding.Latin1.GetString(header[..length]).Split(' ');
        GitObjectKind kind = words[0] switch
        {
            "commit" => GitObjectKind.Commit,
            "tree" => GitObjectKind.Tree,
            "blob" => GitObjectKind.Blob,
            "tag" => GitObjectKind.Tag,
            _ => throw new InvalidDataException("of a kind that git does not have"),
        };
        return words.Length == 2 && long.TryParse(words[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long size)
            ? new GitObjectHeader(id, kind, size)
            : throw new InvalidDataException("its size is not a number");
    }
}
