namespace DataJoint.Git.Objects;

/// <summary>Puts objects into batches.</summary>
internal sealed class BatchPlan(GitObjectStore store, IReadOnlyList<Pack> packs)
{
    private const int Singles = 64;

    private readonly (PackTable Table, bool[] Wanted, bool[] Needed)?[] _trees = new (PackTable, bool[], bool[])?[packs.Count];
    private readonly List<GitObjectId> _singles = [];
    private readonly List<GitObjectBatch> _batches = [];

    public void Add(GitObjectId id)
    {
        for (int i = 0; i < packs.Count; i++)
        {
            int index = packs[i].Index.Find(id);
            if (index < 0)
            {
                continue;
            }

            (PackTable table, bool[] wanted, bool[] needed) = _trees[i] ?? Create(packs[i]);
            _trees[i] = (table, wanted, needed);
            int rank = table.RankOf(index);
            wanted[rank] = true;
            int root = table.FindRoot(rank, passed => needed[passed] = true);
            if (root != PackTable.None)
            {
                _batches.Add(new GitObjectBatch(store, (table, wanted, needed, root)));
            }

            if (table.LeadsToRoot(rank))
            {
                return;
            }

            break;
        }

        _singles.Add(id);
    }

    /// <summary>What has files of its own comes first: it needs the disk most.</summary>
    public IReadOnlyList<GitObjectBatch> ToList() => [.. _singles.Chunk(Singles).Select(ids => new GitObjectBatch(store, ids)), .. _batches];

    private static (PackTable Table, bool[] Wanted, bool[] Needed) Create(Pack pack) => (new PackTable(pack), new bool[pack.Index.Count], new bool[pack.Index.Count]);
}
