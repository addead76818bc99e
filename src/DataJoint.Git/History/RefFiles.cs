using DataJoint.Git.Objects;

namespace DataJoint.Git.History;

/// <summary>The refs of a repository: packed, in files, and what each work tree has of its own.</summary>
internal sealed class RefFiles
{
    private const string Head = "HEAD";
    private const int MaxSymbolic = 5;
    private const int MaxDepth = 40;

    private readonly GitDirectory _directory;
    private readonly SortedDictionary<string, GitObjectId> _refs = new(StringComparer.Ordinal);
    private string? _branch;

    public RefFiles(GitDirectory directory)
    {
        _directory = directory;
        if (directory.HasReftable)
        {
            throw new GitException("the refs of this repository are in a table, which djc does not read", "With git 2.48 or later: git refs migrate --ref-format=files");
        }

        ReadPacked();
        ReadFolder(directory.CommonPath, "refs", 0);
        foreach (string place in WorkTrees())
        {
            bool isCurrent = place == directory.Path;
            ReadHead(place, isCurrent ? Head : $"worktrees/{Path.GetFileName(place)}/HEAD");
            if (place != directory.CommonPath)
            {
                ReadFolder(place, "refs", 0, isCurrent ? "" : $"worktrees/{Path.GetFileName(place)}/");
            }
        }
    }

    /// <summary>All refs, and the heads of all work trees, by their full names.</summary>
    public IReadOnlyDictionary<string, GitObjectId> All => _refs;

    /// <summary>What cannot be read.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Whether the current branch has no commit yet.</summary>
    public bool IsUnborn { get; private set; }

    /// <summary>The directories of git's own files that work trees have, the main one first.</summary>
    public IEnumerable<string> WorkTrees()
    {
        string others = Path.Combine(_directory.CommonPath, "worktrees");
        return [_directory.CommonPath, .. Directory.Exists(others) ? Directory.GetDirectories(others).Order(StringComparer.Ordinal) : Enumerable.Empty<string>()];
    }

    /// <summary>Finds a ref by a name as people write it.</summary>
    public GitObjectId? Find(string name)
    {
        name = name == Head ? _branch ?? Head : name;
        foreach (string form in (string[])["{0}", "refs/{0}", "refs/tags/{0}", "refs/heads/{0}", "refs/remotes/{0}", "refs/remotes/{0}/HEAD"])
        {
            if (_refs.TryGetValue(form.Replace("{0}", name, StringComparison.Ordinal), out GitObjectId id))
            {
                return id;
            }
        }

        return null;
    }

    private void ReadPacked()
    {
        foreach (string line in Read(() => GitFile.ReadLines(Path.Combine(_directory.CommonPath, "packed-refs"), _directory.CommonPath)) ?? [])
        {
            if (line.Length > 0 && line[0] is not ('#' or '^'))
            {
                Add(line.Split(' ', 2) is [_, string name] ? name : "packed-refs", line.Split(' ', 2)[0]);
            }
        }
    }

    private void ReadFolder(string place, string name, int depth, string prefix = "")
    {
        string folder = Path.Combine(place, name);
        if (!Directory.Exists(folder))
        {
            return;
        }

        if (depth > MaxDepth)
        {
            Faults.Add($"{GitFile.Name(folder, place)} is nested too deeply, and not read");
            return;
        }

        foreach (string file in Directory.EnumerateFiles(folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            string full = $"{name}/{Path.GetFileName(file)}";
            if (Read(() => GitFile.ReadText(file, place)) is string text && Resolve(place, text) is string id)
            {
                Add(prefix + full, id);
            }
        }

        foreach (DirectoryInfo child in new DirectoryInfo(folder).EnumerateDirectories())
        {
            if (child.LinkTarget is null)
            {
                ReadFolder(place, $"{name}/{child.Name}", depth + 1, prefix);
            }
            else
            {
                Faults.Add($"{GitFile.Name(child.FullName, place)} is a link to a directory, which is not followed");
            }
        }
    }

    private void ReadHead(string place, string name)
    {
        string? text = Read(() => GitFile.ReadText(Path.Combine(place, Head), place) ?? "");
        if (text?.StartsWith("ref:", StringComparison.Ordinal) == false)
        {
            Add(name, text.Trim());
        }
        else if (text is not null && name == Head)
        {
            _branch = text["ref:".Length..].Trim();
            IsUnborn = !_refs.ContainsKey(_branch);
        }
    }

    /// <summary>What a file of a ref says; <c>ref: NAME</c> leads to another, which is in the list or does not exist yet.</summary>
    private string? Resolve(string place, string? text)
    {
        for (int i = 0; i < MaxSymbolic && text?.StartsWith("ref:", StringComparison.Ordinal) == true; i++)
        {
            string target = text[4..].Trim();
            bool isRef = target.StartsWith("refs/", StringComparison.Ordinal) && !target.Contains("..", StringComparison.Ordinal) && !target.Contains('\0', StringComparison.Ordinal);
            if (!isRef || !GitFile.Exists(Path.Combine(place, target)))
            {
                return isRef && _refs.TryGetValue(target, out GitObjectId packed) ? packed.ToString() : null;
            }

            text = Read(() => GitFile.ReadText(Path.Combine(place, target), place));
        }

        return text?.Trim() ?? "";
    }

    /// <summary>What a file says; null when it cannot be read, which is told.</summary>
    private T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (GitException unreadable)
        {
            Faults.Add(unreadable.Message);
            return null;
        }
    }

    private void Add(string name, string id)
    {
        if (GitObjectId.TryParse(id, out GitObjectId known) && known.Length == _directory.IdBytes && !known.IsZero)
        {
            _refs[name] = known;
        }
        else
        {
            Faults.Add($"{name} does not say an object");
        }
    }
}
