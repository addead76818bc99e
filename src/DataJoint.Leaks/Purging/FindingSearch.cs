using DataJoint.Git;
using DataJoint.Leaks.Rules;
using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks.Purging;

/// <summary>Finds the leaks again that fingerprints name, and so their values, by the same scan that found them.</summary>
internal sealed class FindingSearch(GitProgram git, KnownValues known, PurgeOptions options)
{
    private static readonly string[] Reachable = ["--all", "--reflog", "--indexed-objects"];

    private readonly LeakedTexts _texts = new();
    private readonly List<(string Id, string Path, Leak Leak, string[] Texts)> _found = [];
    private readonly Dictionary<string, string> _forms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wanted = new(options.Fingerprints, StringComparer.Ordinal);
    private ContentScan? _scan;

    /// <summary>The fingerprints that were found.</summary>
    public HashSet<string> Matched { get; } = new(StringComparer.Ordinal);

    /// <summary>The contents that they are in, each with the values there.</summary>
    public Dictionary<ObjectId, HashSet<string>> Places { get; } = [];

    /// <summary>Scans the history.</summary>
    /// <returns>The values. They are secrets.</returns>
    public async Task<IReadOnlyCollection<string>> RunAsync(CancellationToken cancellationToken)
    {
        GitObjects objects = new(git);
        await objects.ReadReachableAsync(Reachable, (content, stream) => Scan(content, stream, cancellationToken), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<GitBlob> others = await objects.ListOtherPathsAsync(Reachable, _forms, PathForm.Find, cancellationToken).ConfigureAwait(false);
        if (others.Count > 0)
        {
            await objects.ReadAsync(others, (content, stream) => Scan(content, stream, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        ILookup<string, string> paths =
            (await objects.FindIntroductionsAsync(_found.Select(found => found.Id).ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false))
            .ToLookup(introduction => introduction.Id, introduction => introduction.Path, StringComparer.Ordinal);
        HashSet<string> values = new(StringComparer.Ordinal);
        foreach ((string id, string path, Leak leak, string[] texts) in _found)
        {
            if (Match(leak, path, paths[id]))
            {
                values.UnionWith(texts);
                var content = ObjectId.Parse(id);
                Places[content] = [.. Places.GetValueOrDefault(content) ?? [], .. texts];
            }
        }

        return values;
    }

    private void Scan(GitObject content, Stream stream, CancellationToken cancellationToken)
    {
        if (content.Type is not ("blob" or "commit" or "tag"))
        {
            return;
        }

        _scan ??= new ContentScan(known, new PatternSearch(options.Rules), new LeakScannerOptions().MaxUnpackedBytes, _texts);
        string path = content.Type == "blob" ? content.Path.Length > 0 ? content.Path : "object " + content.Id : $"message of {content.Type} {content.Id}.txt";
        _forms.TryAdd(content.Id, content.Type == "blob" ? PathForm.Find(content.Path) : "");
        _scan.Scan(stream, path, cancellationToken);
        foreach (Leak leak in _scan.Leaks)
        {
            _found.Add((content.Id, path, leak, [.. _texts.Find(leak)]));
        }

        _scan.Leaks.Clear();
        _texts.Clear();
    }

    /// <summary>The same content may have been found at any of its paths.</summary>
    private bool Match(Leak leak, string path, IEnumerable<string> others)
    {
        string inside = leak.Path.StartsWith(path, StringComparison.Ordinal) ? leak.Path[path.Length..] : "";
        bool isMatch = false;
        foreach (string shown in others.Select(other => _scan!.Show(other + inside)).Append(leak.Path))
        {
            string fingerprint = Fingerprints.Compute(shown, leak.Trace, leak.Ordinal);
            isMatch |= _wanted.Contains(fingerprint) && (Matched.Add(fingerprint) || true);
        }

        return isMatch;
    }
}
