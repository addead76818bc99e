using System.Collections.Concurrent;
using DataJoint.Git.Objects;

namespace DataJoint.Git;

/// <summary>The objects of a repository, read from its own files: packs and loose objects, also those that it borrows. No program is run. Threads may share it.</summary>
/// <remarks>Whatever the files hold, an object is read as its file promises, is not there, or a <see cref="GitException"/> names it and the file.</remarks>
public sealed class GitObjectStore : IDisposable
{
    private readonly ObjectFiles _files;
    private readonly ContentCache _contents = new();
    private readonly ConcurrentDictionary<ObjectPlace, GitObjectKind> _kinds = [];

    private GitObjectStore(ObjectFiles files, int idBytes)
    {
        _files = files;
        IdBytes = idBytes;
    }

    /// <summary>How many bytes the name of an object has: 20, or 32 with SHA-256.</summary>
    public int IdBytes { get; }

    /// <summary>Packs that cannot be read, and directories of borrowed objects that are not there. Objects may be missing then.</summary>
    public IReadOnlyList<GitException> Faults => _files.Faults;

    /// <summary>How many objects are in packs, one that is in several as often.</summary>
    internal int PackedCount => (int)Math.Min(int.MaxValue, _files.Packs.Sum(pack => (long)pack.Index.Count));

    /// <summary>Opens the objects of a repository, as they are now.</summary>
    /// <param name="gitDirectory">The directory of git's own files: a bare repository, a <c>.git</c>, or that of one work tree.</param>
    /// <returns>The objects.</returns>
    /// <exception cref="GitException">It is none, or cannot be read.</exception>
    public static GitObjectStore Open(string gitDirectory)
    {
        ArgumentNullException.ThrowIfNull(gitDirectory);
        return Open(GitDirectory.Open(gitDirectory));
    }

    /// <summary>The names of all objects, in their order, each once.</summary>
    /// <returns>The names.</returns>
    /// <exception cref="GitException">A directory cannot be read.</exception>
    public IReadOnlyList<GitObjectId> Ids()
    {
        HashSet<GitObjectId> ids = [];
        foreach (PackIndex index in _files.Packs.Select(pack => pack.Index))
        {
            for (int i = 0; i < index.Count; i++)
            {
                ids.Add(index.IdAt(i));
            }
        }

        foreach (LooseObjects loose in _files.Loose)
        {
            ObjectFault.Guard(loose.Path, () => ids.UnionWith(loose.Ids()));
        }

        return [.. ids.Order()];
    }

    /// <summary>Looks for an object, without its content.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="header">What is known of it.</param>
    /// <returns>False when it is not there.</returns>
    /// <exception cref="GitException">It is damaged.</exception>
    public bool TryFind(GitObjectId id, out GitObjectHeader header) => TryEach(id, ReadHeader, out header);

    /// <summary>Reads an object.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="header">What it is.</param>
    /// <param name="content">Its content.</param>
    /// <returns>False when it is not there.</returns>
    /// <exception cref="GitException">It is damaged, or too large to be held in memory.</exception>
    public bool TryRead(GitObjectId id, out GitObjectHeader header, out ReadOnlyMemory<byte> content)
    {
        bool isThere = TryEach(id, (_, place) => Read(place), out (GitObjectKind Kind, byte[] Content) read);
        header = isThere ? new GitObjectHeader(id, read.Kind, read.Content.Length) : default;
        content = read.Content;
        return isThere;
    }

    /// <summary>Opens an object, so that one of any size takes no memory unless it is stored as a difference from another.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="header">What it is.</param>
    /// <returns>Its content, or null when it is not there. Reading it may throw a <see cref="GitException"/>.</returns>
    /// <exception cref="GitException">It is damaged.</exception>
    public Stream? OpenRead(GitObjectId id, out GitObjectHeader header)
    {
        bool isThere = TryEach(id, OpenRead, out (GitObjectHeader Header, Stream Content) opened);
        header = opened.Header;
        return isThere ? opened.Content : null;
    }

    /// <summary>Arranges objects so that what is common to several is read once, and threads can share the work.</summary>
    /// <param name="ids">Their names, each once.</param>
    /// <returns>The batches. What is not there is in them, too.</returns>
    public IReadOnlyList<GitObjectBatch> CreateBatches(IReadOnlyCollection<GitObjectId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        BatchPlan plan = new(this, _files.Packs);
        foreach (GitObjectId id in ids)
        {
            plan.Add(id);
        }

        return plan.ToList();
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _files.Dispose();

    /// <summary>Who holds large contents: one thread at a time, so that memory does not grow with their number.</summary>
    internal Lock LargeContents { get; } = new();

    internal static GitObjectStore Open(GitDirectory directory)
    {
        string objects = Path.Combine(directory.CommonPath, "objects");
        return new GitObjectStore(ObjectFault.Guard(objects, () => new ObjectFiles(objects, directory.IdBytes)), directory.IdBytes);
    }

    /// <summary>Of several copies one may be whole.</summary>
    private bool TryEach<T>(GitObjectId id, Func<GitObjectId, ObjectPlace, T> read, out T result)
    {
        GitException? fault = null;
        foreach (ObjectPlace place in _files.Find(id))
        {
            try
            {
                result = read(id, place);
                return true;
            }
            catch (Exception failed) when (failed is GitException || ObjectFault.IsFault(failed))
            {
                fault ??= failed as GitException ?? ObjectFault.CreateException(id, place.Path, failed);
            }
        }

        result = default!;
        return fault is null ? false : throw fault;
    }

    private GitObjectHeader ReadHeader(GitObjectId id, ObjectPlace place)
    {
        if (place.Loose is LooseObjects loose)
        {
            return ReadLooseHeader(loose, id);
        }

        PackEntry entry = place.Pack!.ReadEntry(place.Offset);
        return new GitObjectHeader(id, FindKind(place), entry.IsDelta ? place.Pack.ReadDeltaSize(entry) : entry.Size);
    }

    private (GitObjectHeader Header, Stream Content) OpenRead(GitObjectId id, ObjectPlace place)
    {
        if (place.Loose is LooseObjects loose)
        {
            return loose.Open(id);
        }

        PackEntry entry = place.Pack!.ReadEntry(place.Offset);
        if (!entry.IsDelta)
        {
            return (new GitObjectHeader(id, entry.Kind, entry.Size), place.Pack.Open(entry, id));
        }

        (GitObjectKind kind, byte[] content) = Read(place);
        return (new GitObjectHeader(id, kind, content.Length), new MemoryStream(content, writable: false));
    }

    private GitObjectKind FindKind(ObjectPlace place)
    {
        List<PackEntry> differences = [];
        List<ObjectPlace> places = [];
        ObjectPlace at = Follow(place, _kinds.ContainsKey, differences, places);
        GitObjectKind kind = _kinds.TryGetValue(at, out GitObjectKind known) ? known
            : at.Loose is LooseObjects loose ? ReadLooseHeader(loose, at.Id).Kind
            : at.Pack!.ReadEntry(at.Offset).Kind;
        foreach (ObjectPlace passed in places.Append(at))
        {
            _kinds[passed] = kind;
        }

        return kind;
    }

    private static GitObjectHeader ReadLooseHeader(LooseObjects loose, GitObjectId id)
    {
        (GitObjectHeader header, ContentStream content) = loose.Open(id);
        content.Dispose();
        return header;
    }

    /// <summary>Reads what is at a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="isKept">Whether it is likely to be asked for again.</param>
    internal (GitObjectKind Kind, byte[] Content) Read(ObjectPlace place, bool isKept = true)
    {
        if (_contents.Find(place) is (GitObjectKind, byte[]) known)
        {
            return known;
        }

        if (place.Pack is Pack pack && pack.ReadEntry(place.Offset) is { IsDelta: false } whole)
        {
            return Keep(place, whole.Kind, pack.Inflate(whole), isKept);
        }

        if (place.Loose is not LooseObjects loose)
        {
            return ReadDifference(place, isKept);
        }

        (GitObjectKind kind, byte[] content) = ReadLoose(loose, place.Id);
        return Keep(place, kind, content, isKept);
    }

    private (GitObjectKind Kind, byte[] Content) ReadDifference(ObjectPlace place, bool isKept)
    {
        List<PackEntry> differences = [];
        List<ObjectPlace> places = [];
        ObjectPlace at = Follow(place, known => _contents.Find(known) is not null, differences, places);
        (GitObjectKind kind, byte[] content) = Read(at, isKept);
        for (int i = differences.Count - 1; i >= 0; i--)
        {
            content = Delta.Apply(content, places[i].Pack!.Inflate(differences[i]));
            Keep(places[i], kind, content, isKept);
        }

        return (kind, content);
    }

    private (GitObjectKind Kind, byte[] Content) Keep(ObjectPlace made, GitObjectKind kind, byte[] content, bool isKept)
    {
        if (isKept)
        {
            _contents.Add(made, kind, content);
        }

        return (kind, content);
    }

    private static (GitObjectKind Kind, byte[] Content) ReadLoose(LooseObjects loose, GitObjectId id)
    {
        (GitObjectHeader header, ContentStream stream) = loose.Open(id);
        using (stream)
        {
            byte[] content = Inflation.ReadHeld(stream, Inflation.CheckHeld(header.Size));
            _ = stream.ReadByte(); // checks the end
            return (header.Kind, content);
        }
    }

    /// <summary>Goes from a difference to its base, and on, to what is no difference or known.</summary>
    private ObjectPlace Follow(ObjectPlace start, Func<ObjectPlace, bool> isKnown, List<PackEntry> differences, List<ObjectPlace> places)
    {
        HashSet<ObjectPlace> seen = [];
        ObjectPlace at = start;
        while (at.Pack is Pack pack && !isKnown(at) && pack.ReadEntry(at.Offset) is { IsDelta: true } entry)
        {
            if (!seen.Add(at))
            {
                throw new InvalidDataException("its differences lead back to themselves");
            }

            if (seen.Count > Delta.MaxChain)
            {
                throw new InvalidDataException($"more than {Delta.MaxChain} differences from each other");
            }

            differences.Add(entry);
            places.Add(at);
            at = entry.BaseOffset > 0 ? ObjectPlace.In(pack, entry.BaseOffset) : FindBase(pack, entry.BaseId);
        }

        return at;
    }

    private ObjectPlace FindBase(Pack pack, GitObjectId id)
    {
        int index = pack.Index.Find(id);
        IEnumerable<ObjectPlace> places = index >= 0 ? [ObjectPlace.In(pack, pack.Index.OffsetAt(index))] : _files.Find(id);
        return places.FirstOrDefault() is { } place && (place.Pack is not null || place.Loose is not null)
            ? place
            : throw new InvalidDataException($"its base {id} is missing");
    }
}
