using DataJoint.Git.History;
using DataJoint.Git.Objects;

namespace DataJoint.Git;

/// <summary>The history of a repository, read from its own files without the program.</summary>
/// <remarks>Nothing of the repository is run, no missing object is fetched. Replaced objects and grafts are not followed; a shallow clone ends where it says.</remarks>
public sealed class GitHistory : IDisposable
{
    /// <summary>How many commits one number tells of.</summary>
    private const int Bits = 64;

    private static readonly HashSet<GitObjectId> NoCommits = [];

    private readonly GitDirectory _directory;
    private readonly RefFiles _refs;
    private readonly CommitGraph _commits;

    private GitHistory(GitDirectory directory)
    {
        _directory = directory;
        _refs = ObjectFault.Guard(directory.CommonPath, () => new RefFiles(directory));
        Objects = GitObjectStore.Open(directory);
        _commits = new CommitGraph(Objects, ReadShallow(directory));
    }

    /// <summary>Whether no ref leads anywhere, as in a repository without commits.</summary>
    public bool IsEmpty => _refs.All.Count == 0;

    /// <summary>The objects of the repository.</summary>
    public GitObjectStore Objects { get; }

    /// <summary>How many entries of directories are listed again because their directory stands at another path, too.</summary>
    internal int MaxRepeatedPaths { get; set; } = 2_000_000;

    /// <summary>Opens the history of the repository that a directory is in, as it is now.</summary>
    /// <param name="directory">A directory of a work tree, or a bare repository; absolute.</param>
    /// <returns>The history, or null when the directory is in no repository.</returns>
    /// <exception cref="GitException">It cannot be read.</exception>
    public static GitHistory? Open(string directory) => GitLayout.FindDirectory(directory) is string found ? new GitHistory(GitDirectory.Open(found)) : null;

    /// <summary>Lists what revisions reach.</summary>
    /// <param name="revisions">
    /// Names of branches, tags and other refs, whole ids, <c>--all</c>, <c>--branches</c>, <c>--tags</c>, <c>--remotes</c>, <c>--remotes=NAME</c>, <c>--reflog</c>,
    /// <c>--indexed-objects</c>; after <c>--not</c> those whose contents do not count; <c>--ignore-missing</c>.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The list.</returns>
    /// <exception cref="GitException">A revision is not known, or a file cannot be read.</exception>
    public GitHistoryListing List(IEnumerable<string> revisions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revisions);
        Revisions asked = new(_refs, revisions);
        HistoryWalk walk = new(Objects, _commits, MaxRepeatedPaths);
        walk.Exclude(asked.Excluded.Select(tip => tip.Id));
        foreach ((string name, GitObjectId id) in asked.Included)
        {
            walk.AddTip(id, name, asked.IgnoresMissing);
        }

        List<string> faults = [];
        foreach ((GitObjectId id, bool mayBeMissing) in asked.HasReflogs ? ObjectFault.Guard(_directory.CommonPath, () => RefLogFiles.List(_refs.WorkTrees(), faults)) : [])
        {
            walk.AddTip(id, $"object {id}, which a reflog names,", mayBeMissing);
        }

        walk.Walk(cancellationToken);
        foreach (string place in asked.HasIndex ? _refs.WorkTrees() : [])
        {
            walk.AddIndex(IndexFile.Read(place, Objects.IdBytes));
        }

        return walk.ToListing(_refs.Faults.Concat(faults).Concat(Objects.Faults.Select(fault => fault.Message)));
    }

    /// <summary>When the author wrote a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <returns>The time in ISO 8601; empty when it is not known.</returns>
    /// <exception cref="GitException">The commit is damaged.</exception>
    public string ReadAuthorDate(GitObjectId commit) => Objects.TryRead(commit, out _, out ReadOnlyMemory<byte> text) ? CommitText.ReadAuthorDate(text.Span) : "";

    /// <summary>The refs that reach commits, and the <c>HEAD</c> of each work tree that is on no branch.</summary>
    /// <param name="commits">The commits.</param>
    /// <returns>For each the full names of the refs.</returns>
    public IReadOnlyDictionary<GitObjectId, IReadOnlyList<string>> ListRefs(IEnumerable<GitObjectId> commits)
    {
        ArgumentNullException.ThrowIfNull(commits);
        HistoryWalk walk = new(Objects, _commits, MaxRepeatedPaths);
        (string Name, GitObjectId Commit)[] tips =
        [
            .. _refs.All.Select(known => (known.Key, walk.Peel(known.Value))).Where(tip => tip.Item2 is not null)
                .Select(tip => (tip.Key, tip.Item2!.Value)),
        ];
        List<GitObjectId> sorted = _commits.Sort(_commits.Reach(tips.Select(tip => tip.Commit), NoCommits, _ => { }));
        Dictionary<GitObjectId, IReadOnlyList<string>> found = [];
        foreach (GitObjectId[] group in commits.Distinct().Chunk(Bits))
        {
            Dictionary<GitObjectId, ulong> reaches = new(sorted.Count);
            foreach (GitObjectId id in sorted)
            {
                ulong own = Array.IndexOf(group, id) is int index and >= 0 ? 1UL << index : 0;
                reaches[id] = _commits.Find(id)!.Parents.Aggregate(own, (all, parent) => all | reaches.GetValueOrDefault(parent));
            }

            for (int i = 0; i < group.Length; i++)
            {
                ulong bit = 1UL << i;
                found[group[i]] = [.. tips.Where(tip => (reaches.GetValueOrDefault(tip.Commit) & bit) != 0).Select(tip => tip.Name)];
            }
        }

        return found;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => Objects.Dispose();

    /// <summary>The commits at which a shallow clone ends.</summary>
    private static HashSet<GitObjectId> ReadShallow(GitDirectory directory)
    {
        HashSet<GitObjectId> ids = [];
        foreach (string line in (GitFile.ReadText(Path.Combine(directory.CommonPath, "shallow"), directory.CommonPath) ?? "").Split('\n'))
        {
            if (GitObjectId.TryParse(line.Trim(), out GitObjectId id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
