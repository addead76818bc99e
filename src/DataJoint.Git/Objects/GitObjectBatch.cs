using DataJoint.Git.Objects;

namespace DataJoint.Git;

/// <summary>Objects that are best read together: those that are stored as differences from one, or some with files of their own. A thread reads one batch.</summary>
public sealed class GitObjectBatch
{
    /// <summary>What is larger is not held unless others are differences from it.</summary>
    private const int MaxHeldContent = 1 << 20;

    /// <summary>What is larger is held by one thread at a time.</summary>
    private const int MaxShared = 32 << 20;

    /// <summary>What is held of bases; beyond it they are read again.</summary>
    private const long MaxHeld = 64 << 20;

    private readonly GitObjectStore _store;
    private readonly IReadOnlyList<GitObjectId> _ids;
    private readonly (PackTable Table, bool[] Wanted, bool[] Needed, int Root)? _tree;

    internal GitObjectBatch(GitObjectStore store, IReadOnlyList<GitObjectId> ids)
    {
        _store = store;
        _ids = ids;
    }

    internal GitObjectBatch(GitObjectStore store, (PackTable Table, bool[] Wanted, bool[] Needed, int Root) tree)
    {
        _store = store;
        _ids = [];
        _tree = tree;
    }

    /// <summary>Reads the objects, each after the one that it is a difference from.</summary>
    /// <param name="read">Takes each once. Its content is good for as long as this lasts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void Read(Action<GitObjectContent> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        foreach (GitObjectId id in _ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadSingle(id, read);
        }

        if (_tree is var (table, wanted, needed, root))
        {
            TreeReading reading = new(this, (table, wanted, needed), read, cancellationToken);
            try
            {
                reading.Read(root);
            }
            finally
            {
                reading.Leave();
            }
        }
    }

    private void ReadSingle(GitObjectId id, Action<GitObjectContent> read)
    {
        GitObjectContent content = Find(id);
        if (content.Header.Size <= MaxShared)
        {
            read(content);
            return;
        }

        lock (_store.LargeContents)
        {
            read(content);
        }
    }

    private Stream OpenRead(GitObjectId id) => _store.OpenRead(id, out _) ?? throw new GitException($"object {id} is not there any more");

    private GitObjectContent Find(GitObjectId id)
    {
        try
        {
            return !_store.TryFind(id, out GitObjectHeader header) ? new GitObjectContent(id, null)
                : header.Size > MaxHeldContent ? new GitObjectContent(header, () => OpenRead(id))
                : _store.TryRead(id, out _, out ReadOnlyMemory<byte> bytes) ? new GitObjectContent(header, bytes)
                : new GitObjectContent(id, null);
        }
        catch (GitException fault)
        {
            return new GitObjectContent(id, fault);
        }
    }

    /// <summary>Goes through a tree of differences.</summary>
    private sealed class TreeReading(GitObjectBatch batch, (PackTable Table, bool[] Wanted, bool[] Needed) tree, Action<GitObjectContent> read, CancellationToken cancellationToken)
    {
        private readonly Stack<Frame> _open = new();
        private readonly List<(int Start, int End)> _changes = [];
        private GitObjectKind _kind;
        private long _held;
        private bool _isLarge;

        /// <summary>Lets others hold large contents.</summary>
        public void Leave()
        {
            if (_isLarge)
            {
                batch._store.LargeContents.Exit();
            }
        }

        public void Read(int root)
        {
            Open(root, null);
            while (_open.TryPeek(out Frame? frame))
            {
                cancellationToken.ThrowIfCancellationRequested();
                int child = frame.Next;
                if (child == PackTable.None)
                {
                    Drop(_open.Pop());
                    continue;
                }

                frame.Next = FindNeeded(tree.Table.NextChild(child));
                if ((frame.Content ?? ReadAgain(frame.Rank)) is not HeldContent content)
                {
                    Give(child);
                    continue;
                }

                bool isLast = frame.Next == PackTable.None;
                if (isLast)
                {
                    Take(frame);
                }

                Open(child, (frame.Rank, content));
                if (isLast)
                {
                    content.Return();
                }
            }
        }

        private void Open(int rank, (int Rank, HeldContent Content)? source)
        {
            GitObjectId id = tree.Table.IdAt(rank);
            PackEntry entry = tree.Table.Entries[rank]!.Value;
            int first = FindNeeded(tree.Table.FirstChild(rank));
            _changes.Clear();
            HeldContent content;
            try
            {
                if (first == PackTable.None && !entry.IsDelta && entry.Size > MaxHeldContent)
                {
                    read(new GitObjectContent(new GitObjectHeader(id, entry.Kind, entry.Size), () => batch.OpenRead(id)));
                    return;
                }

                Enter(entry.IsDelta ? tree.Table.Pack.ReadDeltaSize(entry) : entry.Size);
                content = source is var (_, known) ? HeldContent.Apply(known.Bytes.Span, tree.Table.Pack.Inflate(entry), _changes) : ReadRoot(rank);
            }
            catch (Exception failed) when (failed is GitException || ObjectFault.IsFault(failed))
            {
                Give(rank); // another copy may be whole
                return;
            }

            if (tree.Wanted[rank])
            {
                GitObjectId? baseId = source is var (other, _) ? tree.Table.IdAt(other) : null;
                read(new GitObjectContent(new GitObjectHeader(id, _kind, content.Bytes.Length), content.Bytes) { BaseId = baseId, Changes = _changes });
            }

            if (first != PackTable.None)
            {
                Hold(new Frame(rank, first) { Content = content });
            }
            else
            {
                content.Return();
            }
        }

        private void Enter(long size)
        {
            if (_open.Count > Delta.MaxChain)
            {
                throw new InvalidDataException($"more than {Delta.MaxChain} differences from each other");
            }

            if (size > MaxShared && !_isLarge)
            {
                batch._store.LargeContents.Enter();
                _isLarge = true;
            }
        }

        private HeldContent ReadRoot(int rank)
        {
            (_kind, byte[] content) = batch._store.Read(tree.Table.PlaceAt(rank), isKept: false);
            return new HeldContent(content);
        }

        /// <summary>A base that was dropped for others.</summary>
        private HeldContent? ReadAgain(int rank)
        {
            try
            {
                return new HeldContent(batch._store.Read(tree.Table.PlaceAt(rank)).Content);
            }
            catch (Exception failed) when (failed is GitException || ObjectFault.IsFault(failed))
            {
                return null;
            }
        }

        private void Hold(Frame frame)
        {
            _held += frame.Content!.Value.Bytes.Length;
            if (_held > MaxHeld)
            {
                foreach (Frame other in _open)
                {
                    Drop(other);
                }
            }

            _open.Push(frame);
        }

        private void Drop(Frame frame) => Take(frame)?.Return();

        private HeldContent? Take(Frame frame)
        {
            HeldContent? content = frame.Content;
            _held -= content?.Bytes.Length ?? 0;
            frame.Content = null;
            return content;
        }

        private int FindNeeded(int rank)
        {
            while (rank != PackTable.None && !tree.Needed[rank])
            {
                rank = tree.Table.NextChild(rank);
            }

            return rank;
        }

        /// <summary>Reads an object, and those that are differences from it, by themselves.</summary>
        private void Give(int rank)
        {
            Stack<int> left = new([rank]);
            while (left.TryPop(out int next))
            {
                if (tree.Wanted[next])
                {
                    batch.ReadSingle(tree.Table.IdAt(next), read);
                }

                for (int child = FindNeeded(tree.Table.FirstChild(next)); child != PackTable.None; child = FindNeeded(tree.Table.NextChild(child)))
                {
                    left.Push(child);
                }
            }
        }

        private sealed class Frame(int rank, int next)
        {
            public int Rank { get; } = rank;

            public int Next { get; set; } = next;

            public HeldContent? Content { get; set; }
        }
    }
}
