namespace DataJoint.Git.Objects;

/// <summary>Which objects of a pack are stored as differences from which.</summary>
internal sealed class PackTable
{
    public const int None = -1;

    private readonly long[] _offsets;
    private readonly int[] _indexes;
    private readonly int[] _ranks;
    private readonly int[] _bases;
    private readonly int[] _firstChildren;
    private readonly int[] _nextChildren;
    private readonly Progress[] _progress;

    /// <summary>Reads what the pack says before each object.</summary>
    public PackTable(Pack pack)
    {
        Pack = pack;
        int count = pack.Index.Count;
        _offsets = [.. Enumerable.Range(0, count).Select(pack.Index.OffsetAt)];
        _indexes = [.. Enumerable.Range(0, count)];
        Array.Sort(_offsets, _indexes);
        _ranks = new int[count];
        for (int rank = 0; rank < count; rank++)
        {
            _ranks[_indexes[rank]] = rank;
        }

        Entries = new PackEntry?[count];
        _bases = new int[count];
        _firstChildren = new int[count];
        _nextChildren = new int[count];
        _progress = new Progress[count];
        Array.Fill(_firstChildren, None);
        Array.Fill(_nextChildren, None);
        for (int rank = 0; rank < count; rank++)
        {
            Entries[rank] = ReadEntry(_offsets[rank]);
        }

        for (int rank = count - 1; rank >= 0; rank--)
        {
            Link(rank);
        }
    }

    private enum Progress : byte
    {
        Unknown,
        Entered,
        LeadsToRoot,
        LeadsNowhere,
    }

    public Pack Pack { get; }

    /// <summary>By rank, which is the order in the file; null for what cannot be read.</summary>
    public PackEntry?[] Entries { get; }

    public GitObjectId IdAt(int rank) => Pack.Index.IdAt(_indexes[rank]);

    public ObjectPlace PlaceAt(int rank) => ObjectPlace.In(Pack, _offsets[rank]);

    public int RankOf(int index) => _ranks[index];

    /// <summary>The first of those that are differences from it, or <see cref="None"/>.</summary>
    public int FirstChild(int rank) => _firstChildren[rank];

    /// <summary>The next with the same base.</summary>
    public int NextChild(int rank) => _nextChildren[rank];

    /// <summary>The object that a difference leads to in the end, or <see cref="None"/> when it leads back to itself or to what cannot be read.</summary>
    /// <param name="rank">Where to begin.</param>
    /// <param name="visit">Takes each object on the way that no other way came by.</param>
    public int FindRoot(int rank, Action<int> visit)
    {
        List<int> way = [];
        int at = rank;
        while (_progress[at] == Progress.Unknown)
        {
            _progress[at] = Progress.Entered;
            way.Add(at);
            visit(at);
            if (_bases[at] == None)
            {
                break;
            }

            at = _bases[at];
        }

        // Where it met itself, or what an earlier way has found.
        Progress end = _progress[at] != Progress.Entered ? _progress[at] : _bases[at] == None && Entries[at] is not null ? Progress.LeadsToRoot : Progress.LeadsNowhere;
        way.ForEach(each => _progress[each] = end);
        return end == Progress.LeadsToRoot && way.Count > 0 && _bases[way[^1]] == None ? way[^1] : None;
    }

    /// <summary>Whether <see cref="FindRoot"/> found a way.</summary>
    public bool LeadsToRoot(int rank) => _progress[rank] == Progress.LeadsToRoot;

    private PackEntry? ReadEntry(long offset)
    {
        try
        {
            return Pack.ReadEntry(offset);
        }
        catch (Exception failed) when (ObjectFault.IsFault(failed))
        {
            return null;
        }
    }

    /// <summary>One whose base is in another pack begins a tree of its own.</summary>
    private void Link(int rank)
    {
        _bases[rank] = None;
        if (Entries[rank] is not { IsDelta: true } entry)
        {
            return;
        }

        int index = entry.BaseOffset > 0 ? None : Pack.Index.Find(entry.BaseId);
        int found = entry.BaseOffset > 0 ? Array.BinarySearch(_offsets, entry.BaseOffset) : index < 0 ? None : _ranks[index];
        if (found >= 0)
        {
            _bases[rank] = found;
            (_nextChildren[rank], _firstChildren[found]) = (_firstChildren[found], rank);
        }
    }
}
