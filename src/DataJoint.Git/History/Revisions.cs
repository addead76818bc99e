namespace DataJoint.Git.History;

/// <summary>What of a history is asked for, in words of <c>git rev-list</c>.</summary>
internal sealed class Revisions
{
    private readonly RefFiles _refs;
    private readonly List<(string Name, GitObjectId Id)> _included = [];
    private readonly List<(string Name, GitObjectId Id)> _excluded = [];

    /// <exception cref="GitException">A word means nothing.</exception>
    public Revisions(RefFiles refs, IEnumerable<string> words)
    {
        _refs = refs;
        bool isNot = false;
        foreach (string word in words)
        {
            switch (word)
            {
                case "--not":
                    isNot = !isNot;
                    break;
                case "--ignore-missing":
                    IgnoresMissing = true;
                    break;
                case "--reflog":
                    HasReflogs = true;
                    break;
                case "--indexed-objects":
                    HasIndex = true;
                    break;
                default:
                    Add(word, isNot ? _excluded : _included);
                    break;
            }
        }
    }

    public IReadOnlyList<(string Name, GitObjectId Id)> Included => _included;

    public IReadOnlyList<(string Name, GitObjectId Id)> Excluded => _excluded;

    /// <summary>Whether an object that is named and is not there is passed over.</summary>
    public bool IgnoresMissing { get; }

    public bool HasReflogs { get; }

    public bool HasIndex { get; }

    private void Add(string word, List<(string Name, GitObjectId Id)> list)
    {
        string? start = word switch
        {
            "--all" => "",
            "--branches" => "refs/heads/",
            "--tags" => "refs/tags/",
            "--remotes" => "refs/remotes/",
            _ => word.StartsWith("--remotes=", StringComparison.Ordinal) ? $"refs/remotes/{word["--remotes=".Length..].TrimEnd('/')}/" : null,
        };
        if (start is not null)
        {
            list.AddRange(_refs.All.Where(known => known.Key.StartsWith(start, StringComparison.Ordinal)).Select(known => (known.Key, known.Value)));
        }
        else
        {
            if (word == "HEAD" && _refs.IsUnborn)
            {
                return; // a history of nothing
            }

            GitObjectId? id = GitObjectId.TryParse(word, out GitObjectId known) ? known : _refs.Find(word);
            list.Add((word, id ?? throw new GitException($"unknown revision: {Configuration.Display.Quote(word)}", "Name a branch, a tag, another ref, or the whole id of a commit.")));
        }
    }
}
