using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>Writes the trees of notes so that each note stays with its commit: its name is the commit's id.</summary>
internal sealed class NotesRewrite(GitObjectReader reader, PurgedContent content, NewObjects made, int idLength)
{
    /// <summary>git cuts a name into folders of two digits.</summary>
    private const int MaxDepth = 64;

    /// <summary>Each is held with its path; folders that name each other many times make more than any machine can hold.</summary>
    private const int MaxNotes = 6_000_000;

    private readonly Dictionary<GitObjectId, GitObjectId> _written = [];
    private readonly Dictionary<GitObjectId, byte[]> _trees = [];

    /// <summary>What a note's object became: its new id, or null when it is gone.</summary>
    public required Func<GitObjectId, GitObjectId?> FindObject { get; init; }

    /// <summary>Reads trees of notes, with all that is in them.</summary>
    public async Task ReadAsync(IEnumerable<GitObjectId> roots, CancellationToken cancellationToken)
    {
        HashSet<GitObjectId> next = [.. roots];
        while (next.Count > 0)
        {
            HashSet<GitObjectId> level = next;
            next = [];
            await reader.ReadAsync(level, (entry, stream) => Keep(entry.Id, TreeSurvey.ReadTree(entry, stream), next), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a tree of notes that was read.</summary>
    /// <param name="root">The tree as it was.</param>
    /// <returns>The tree now.</returns>
    public GitObjectId Rewrite(GitObjectId root)
    {
        if (!_written.TryGetValue(root, out GitObjectId written))
        {
            NoteFolder folder = new();
            _written[root] = written = Look(root, folder) ? folder.Write(made) : root;
        }

        return written;
    }

    private void Keep(GitObjectId id, byte[] tree, HashSet<GitObjectId> next)
    {
        _trees[id] = tree;
        ReadOnlySpan<byte> rest = tree;
        while (TreeEntry.TryRead(ref rest, idLength, out TreeEntry entry))
        {
            _ = entry.IsTree && !_trees.ContainsKey(entry.Id) && next.Add(entry.Id);
        }
    }

    /// <summary>Puts the notes of a tree into folders, under their new names.</summary>
    /// <returns>Whether anything changes.</returns>
    private bool Look(GitObjectId root, NoteFolder folder)
    {
        bool isChanged = false;
        int notes = 0;
        Stack<(GitObjectId Id, string Prefix)> open = new([(root, "")]);
        while (open.TryPop(out (GitObjectId Id, string Prefix) tree))
        {
            isChanged |= Look(_trees[tree.Id], tree.Prefix, folder, open);
            notes += _trees[tree.Id].Length / idLength;
            if (notes > MaxNotes || tree.Prefix.AsSpan().Count('/') > MaxDepth)
            {
                throw new PurgeException(
                    PurgeRules.Impossible, $"a tree of notes ({root}) is nested or repeated as git never writes one", "Look at it with git notes list, and delete its ref with git update-ref -d.");
            }
        }

        return isChanged;
    }

    private bool Look(ReadOnlySpan<byte> rest, string prefix, NoteFolder root, Stack<(GitObjectId Id, string Prefix)> below)
    {
        bool isChanged = false;
        while (TreeEntry.TryRead(ref rest, idLength, out TreeEntry entry))
        {
            string path = prefix + Encoding.Latin1.GetString(entry.Name);
            if (entry.IsTree)
            {
                below.Push((entry.Id, path + "/"));
                continue;
            }

            GitObjectId clean = content.Blobs.TryGetValue(entry.Id, out GitObjectId changed) ? changed : entry.Id;
            string? name = NameOf(path);
            isChanged |= clean != entry.Id || name != path;
            if (name is not null)
            {
                root.Add(name.Split('/'), entry.Mode.ToArray(), clean);
            }
        }

        return isChanged;
    }

    /// <summary>The path with the new id, cut into folders as the old one was; null for a note about what is gone.</summary>
    private string? NameOf(string path)
    {
        string digits = path.Replace("/", "", StringComparison.Ordinal);
        if (!ObjectDigits.TryRead(Encoding.Latin1.GetBytes(digits), out GitObjectId id))
        {
            return path;
        }

        if (FindObject(id) is not GitObjectId found)
        {
            return null;
        }

        StringBuilder name = new(found.ToString());
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            name.Insert(slash, '/');
        }

        return name.ToString();
    }
}
