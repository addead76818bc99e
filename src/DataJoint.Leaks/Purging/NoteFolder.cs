using System.Text;
using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>A folder of notes that is put together.</summary>
internal sealed class NoteFolder
{
    private readonly SortedDictionary<string, (byte[] Mode, GitObjectId Id)> _files = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, NoteFolder> _folders = new(StringComparer.Ordinal);

    /// <summary>Adds a file; where two commits became one, the later note stays.</summary>
    public void Add(ReadOnlySpan<string> path, byte[] mode, GitObjectId id)
    {
        if (path.Length == 1)
        {
            _files[path[0]] = (mode, id);
            return;
        }

        if (!_folders.TryGetValue(path[0], out NoteFolder? folder))
        {
            _folders[path[0]] = folder = new NoteFolder();
        }

        folder.Add(path[1..], mode, id);
    }

    /// <summary>Writes the trees.</summary>
    public GitObjectId Write(NewObjects made)
    {
        TreeBuilder builder = new();
        foreach ((string name, (byte[] mode, GitObjectId id)) in _files)
        {
            builder.Add(mode, Encoding.Latin1.GetBytes(name), id, isRenamed: true);
        }

        foreach ((string name, NoteFolder folder) in _folders)
        {
            builder.Add("40000"u8, Encoding.Latin1.GetBytes(name), folder.Write(made), isRenamed: true);
        }

        return made.Add(GitObjectKind.Tree, builder.ToBytes());
    }
}
