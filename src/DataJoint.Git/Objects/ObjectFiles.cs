using DataJoint.Configuration;

namespace DataJoint.Git.Objects;

/// <summary>The packs and loose objects of a repository, and of those that it borrows objects from.</summary>
internal sealed class ObjectFiles : IDisposable
{
    /// <summary>How far git itself follows them.</summary>
    private const int MaxAlternates = 5;

    private readonly int _idBytes;
    private readonly List<Pack> _packs = [];
    private readonly List<LooseObjects> _loose = [];
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);

    public ObjectFiles(string directory, int idBytes)
    {
        _idBytes = idBytes;
        Add(Path.GetFullPath(directory), 0);
    }

    public IReadOnlyList<Pack> Packs => _packs;

    public IReadOnlyList<LooseObjects> Loose => _loose;

    /// <summary>Packs and lists that cannot be read.</summary>
    public List<GitException> Faults { get; } = [];

    /// <summary>Where an object is; the same may be in several places.</summary>
    public IEnumerable<ObjectPlace> Find(GitObjectId id)
    {
        foreach (Pack pack in _packs)
        {
            if (pack.Index.Find(id) is int index and >= 0)
            {
                yield return ObjectPlace.In(pack, pack.Index.OffsetAt(index));
            }
        }

        foreach (LooseObjects loose in _loose)
        {
            if (loose.Contains(id))
            {
                yield return new ObjectPlace(null, 0, loose, id);
            }
        }
    }

    public void Dispose()
    {
        foreach (Pack pack in _packs)
        {
            pack.Dispose();
        }
    }

    private void Add(string directory, int depth)
    {
        if (!_directories.Add(directory))
        {
            return;
        }

        _loose.Add(new LooseObjects(directory, _idBytes));
        string packs = Path.Combine(directory, "pack");
        string[] indexes = Directory.Exists(packs) ? Directory.GetFiles(packs, "*.idx") : [];
        foreach (string index in indexes.Order(StringComparer.Ordinal))
        {
            try
            {
                _packs.Add(Pack.Open(index, _idBytes));
            }
            catch (GitException damaged)
            {
                Faults.Add(damaged);
            }
        }

        AddAlternates(directory, depth);
    }

    /// <summary>Each line names a directory of objects, absolute or relative to this one.</summary>
    private void AddAlternates(string directory, int depth)
    {
        string[] lines;
        try
        {
            lines = (GitFile.ReadText(Path.Combine(directory, "info", "alternates"), directory) ?? "").ReplaceLineEndings("\n").Split('\n');
        }
        catch (GitException unreadable)
        {
            Faults.Add(unreadable);
            return;
        }

        foreach (string line in lines.Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            string named = line.StartsWith('"') ? QuotedPath.Read(line) : line;
            string other = named.Contains('\0', StringComparison.Ordinal) ? "" : Path.GetFullPath(named, directory);
            if (depth < MaxAlternates && Directory.Exists(other))
            {
                Add(Path.TrimEndingDirectorySeparator(other), depth + 1);
            }
            else
            {
                Faults.Add(new GitException($"objects/info/alternates names {Display.Sanitize(named, 400)}, which is not a directory of objects"));
            }
        }
    }
}
