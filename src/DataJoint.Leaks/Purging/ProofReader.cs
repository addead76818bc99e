using System.Text;
using DataJoint.Configuration;
using DataJoint.Git;
using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks.Purging;

/// <summary>Reads every object of a repository, and git's own files, and says where a path or value is still. It knows nothing of how a purge works.</summary>
internal sealed class ProofReader(RepositoryState state, GitObjectReader reader, IReadOnlyList<string> paths, ValueText? values)
{
    private readonly string[][] _paths = [.. paths.Select(path => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(ToLatin).ToArray())];
    private readonly Dictionary<GitObjectId, Dictionary<string, GitObjectId>> _trees = [];
    private readonly List<(string Name, GitObjectId Tree)> _roots = [];
    private readonly List<string> _remains = [];

    /// <summary>The ids that should be gone.</summary>
    public IReadOnlySet<string> OldIds { get; init; } = new HashSet<string>();

    /// <summary>Reads all of it.</summary>
    public async Task<PurgeProof> RunAsync(CancellationToken cancellationToken)
    {
        List<GitObjectHeader> all = await reader.ListAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> names = [.. _paths.SelectMany(path => path)];
        await reader.ReadAsync([.. all.Select(entry => entry.Id)], (entry, stream) => Read(entry, stream, names, cancellationToken), cancellationToken).ConfigureAwait(false);
        _roots.AddRange(state.Refs.Select(entry => ($"ref {Display.Sanitize(FromLatin(entry.Name), 400)}", entry.Id))); // which may be trees
        foreach ((string name, GitObjectId tree) in _roots)
        {
            foreach (string[] path in _paths.Where(path => Has(tree, path)))
            {
                Add($"{name} has {Display.Sanitize(FromLatin(string.Join('/', path)), 400)}");
            }
        }

        CheckFiles();
        (values is null ? [] : LfsContents.ListHolding(state, values, cancellationToken)).ToList().ForEach(file => Add($"the content of Git LFS {file} holds the value"));
        return new PurgeProof { Objects = all.Count, Bytes = all.Sum(entry => entry.Size), Remains = [.. _remains.Distinct(StringComparer.Ordinal)] };
    }

    private void Read(GitObjectHeader entry, Stream stream, HashSet<string> names, CancellationToken cancellationToken)
    {
        if (OldIds.Contains(entry.Id.ToString()))
        {
            Add($"object {entry.Id} should be gone");
        }

        if (entry.Kind == GitObjectKind.Blob)
        {
            ReadBlob(entry, stream, cancellationToken);
            return;
        }

        byte[] bytes = new byte[entry.Size];
        stream.ReadExactly(bytes);
        if (values?.Holds(bytes) == true)
        {
            Add($"{entry.Kind.ToString().ToLowerInvariant()} {entry.Id} holds the value");
        }

        if (entry.Kind == GitObjectKind.Commit)
        {
            _roots.Add(($"commit {entry.Id}", new CommitNode(entry.Id, bytes).Tree));
        }
        else if (entry.Kind == GitObjectKind.Tag && new CommitText(bytes) is { HeaderCount: > 0 } text && text.TryReadId(0, out GitObjectId target))
        {
            _roots.Add(($"tag {entry.Id}", target));
        }
        else if (entry.Kind == GitObjectKind.Tree)
        {
            Keep(entry.Id, bytes, names);
        }
    }

    private void Keep(GitObjectId id, ReadOnlySpan<byte> rest, HashSet<string> names)
    {
        Dictionary<string, GitObjectId> kept = [];
        while (_paths.Length > 0 && TreeEntry.TryRead(ref rest, state.IdLength, out TreeEntry entry))
        {
            string name = Encoding.Latin1.GetString(entry.Name);
            _ = names.Contains(name) && kept.TryAdd(name, entry.Id);
        }

        if (kept.Count > 0)
        {
            _trees[id] = kept;
        }
    }

    private void ReadBlob(GitObjectHeader entry, Stream stream, CancellationToken cancellationToken)
    {
        if (values is null)
        {
            return;
        }

        byte[]? bytes = entry.Size <= BlobCleaning.MaxBytes ? new byte[entry.Size] : null;
        if (bytes is not null)
        {
            stream.ReadExactly(bytes);
        }

        ContentScan scan = new(values.Known, PatternSearch.None, new LeakScannerOptions().MaxUnpackedBytes);
        scan.Scan(bytes is null ? stream : new MemoryStream(bytes), "content", cancellationToken);
        if (scan.Leaks.Exists(leak => leak.Rule == LeakRules.KnownValue) || (bytes is not null && values.Holds(bytes)))
        {
            Add($"content {entry.Id} holds the value");
        }
    }

    private bool Has(GitObjectId tree, string[] path)
    {
        GitObjectId at = tree;
        foreach (string name in path)
        {
            if (!_trees.TryGetValue(at, out Dictionary<string, GitObjectId>? entries) || !entries.TryGetValue(name, out at))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The files of git's own that are no objects. Those of submodules are repositories of their own.</summary>
    private void CheckFiles()
    {
        foreach (string file in Directory.GetFiles(state.Directory, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(state.Directory, file).Replace('\\', '/');
            bool isOther = name.StartsWith("objects/", StringComparison.Ordinal) || name.StartsWith("modules/", StringComparison.Ordinal)
                || name.StartsWith("lfs/", StringComparison.Ordinal) || name.StartsWith("djc-purge/", StringComparison.Ordinal);
            if (isOther || new FileInfo(file) is not { Exists: true, Length: > 0 and <= int.MaxValue / 4, LinkTarget: null })
            {
                continue;
            }

            byte[] bytes = File.ReadAllBytes(file);
            if (values?.Holds(bytes) == true)
            {
                Add($"the file {Display.Sanitize(name, 400)} of git's own holds the value");
            }

            if (OldIds.Count > 0 && NamesOld(bytes))
            {
                Add($"the file {Display.Sanitize(name, 400)} of git's own names an old commit");
            }
        }
    }

    private bool NamesOld(ReadOnlySpan<byte> bytes)
    {
        int digits = state.IdLength * 2;
        int run = 0;
        for (int i = 0; i <= bytes.Length; i++)
        {
            bool isDigit = i < bytes.Length && char.IsAsciiHexDigitLower((char)bytes[i]);
            if (!isDigit && run == digits && OldIds.Contains(Encoding.ASCII.GetString(bytes.Slice(i - run, run))))
            {
                return true;
            }

            run = isDigit ? run + 1 : 0;
        }

        return false;
    }

    private void Add(string remains) => _remains.Add(values?.Mask(remains) ?? remains);

    private static string ToLatin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string FromLatin(string text) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));
}
