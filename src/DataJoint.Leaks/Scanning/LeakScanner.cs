using System.Collections.Concurrent;
using DataJoint.Git;
using DataJoint.Leaks.Rules;
using DataJoint.Leaks.Scanning;

namespace DataJoint.Leaks;

/// <summary>Finds leaked credentials in files and streams. The time that it takes grows with the length of the content alone, whatever is in it.</summary>
public sealed class LeakScanner
{
    private static readonly string[] Reachable = ["--all", "--reflog", "--indexed-objects"];

    private readonly KnownValues _known;
    private readonly PatternSearch _patterns;
    private readonly int _maxThreads;
    private readonly long _maxUnpackedBytes;

    /// <summary>Prepares a scan.</summary>
    /// <param name="options">What to look for besides the shapes; null for nothing.</param>
    public LeakScanner(LeakScannerOptions? options = null)
    {
        options ??= new LeakScannerOptions();
        _known = new KnownValues(options.KnownSecrets.Where(secret => secret.IsResolved).Select(secret => secret.Reveal()), options.KeepsCredentials);
        _patterns = new PatternSearch(options.Rules);
        _maxUnpackedBytes = options.MaxUnpackedBytes;
        _maxThreads = Math.Max(1, options.MaxThreads);
    }

    /// <summary>How many leaks of a history are reported because their content stands at another path, too.</summary>
    internal int MaxPlaces { get; init; } = 100_000;

    /// <summary>Scans one content, with what is inside it when it is an archive.</summary>
    /// <param name="content">The content.</param>
    /// <param name="path">Its name, with <c>/</c>; the extension tells how it is written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found.</returns>
    public LeakReport ScanStream(Stream content, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(path);
        ContentScan scan = CreateScan();
        scan.Scan(content, path, cancellationToken);
        return Join([scan]);
    }

    /// <summary>Scans files, several at a time.</summary>
    /// <param name="root">The directory that the paths are relative to.</param>
    /// <param name="paths">The files, with <c>/</c>.</param>
    /// <param name="named">Those of them that somebody named: links are followed, pipes are read, and without one that cannot be read the scan is incomplete.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found. A file that cannot be read is among the skipped ones; one that is gone holds nothing.</returns>
    public LeakReport ScanFiles(string root, IReadOnlyList<string> paths, IReadOnlySet<string>? named = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(paths);
        ConcurrentBag<ContentScan> scans = []; // those that no thread uses: a thread may stop, and another go on
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Math.Min(_maxThreads, Math.Max(1, paths.Count)), CancellationToken = cancellationToken };
        Parallel.For(
            0, paths.Count, parallel,
            () => scans.TryTake(out ContentScan? idle) ? idle : CreateScan(),
            (index, _, scan) =>
            {
                ScanFile(scan, root, (paths[index], named?.Contains(paths[index]) == true), cancellationToken);
                return scan;
            },
            scans.Add);
        return Join([.. scans]);
    }

    /// <summary>Scans what the next commit would add or change, as it is staged.</summary>
    /// <param name="repository">The repository, opened for its root.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task<LeakReport> ScanStagedAsync(GitRepository repository, CancellationToken cancellationToken = default)
    {
        GitObjects objects = new(repository);
        ContentScan scan = CreateScan();
        IReadOnlyList<GitBlob> staged = await objects.ListStagedAsync(cancellationToken).ConfigureAwait(false);
        if (staged.Count > 0)
        {
            RepositoryScan reader = new(scan);
            await objects.ReadAsync(staged, (content, stream) => reader.Scan(content, stream, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return Join([scan]);
    }

    /// <summary>Scans the history: every content, and every message of a commit or tag, each once. No git is needed.</summary>
    /// <param name="history">The history.</param>
    /// <param name="revisions">As <see cref="GitHistory.List"/> takes them; null for every object of the repository, whether anything reaches it or not.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found, each with the oldest commit that brought it.</returns>
    /// <exception cref="GitException">The repository cannot be read.</exception>
    public LeakReport ScanHistory(GitHistory history, IReadOnlyList<string>? revisions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        GitHistoryListing listing = history.List(revisions ?? Reachable, cancellationToken);
        List<GitObjectId> ids = [.. listing.Contents.Keys];
        if (revisions is null)
        {
            ids.AddRange(history.Objects.Ids().Where(id => !listing.Contents.ContainsKey(id) && !listing.Missing.Contains(id)));
        }

        ConcurrentBag<HistoryScan> scans = [];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _maxThreads, CancellationToken = cancellationToken };
        Parallel.ForEach(
            Partitioner.Create(history.Objects.CreateBatches(ids), EnumerablePartitionerOptions.NoBuffering), parallel,
            () => scans.TryTake(out HistoryScan? idle) ? idle : new HistoryScan(CreateScan(), new ChangeScan(_known, _patterns), listing),
            (batch, _, scan) =>
            {
                scan.Begin();
                batch.Read(content => scan.Scan(content, cancellationToken), cancellationToken);
                return scan;
            },
            scans.Add);
        ContentScan joined = CreateScan();
        HistoryLeaks leaks = new(history, listing, joined, MaxPlaces);
        leaks.AddFaults();
        joined.Leaks.AddRange(leaks.Attribute(scans.SelectMany(scan => scan.Found)));
        return Join([joined, .. scans.Select(scan => scan.Content)]);
    }

    /// <summary>The same for a repository that was opened with git.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="revisions">As <see cref="GitHistory.List"/> takes them; null for every object.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="GitException">The repository cannot be read.</exception>
    public Task<LeakReport> ScanHistoryAsync(GitRepository repository, IReadOnlyList<string>? revisions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return Task.Run(
            () =>
            {
                using GitHistory history = GitHistory.Open(repository.Root)!;
                return ScanHistory(history, revisions, cancellationToken);
            },
            cancellationToken);
    }

    private ContentScan CreateScan() => new(_known, _patterns, _maxUnpackedBytes);

    private static void ScanFile(ContentScan scan, string root, (string Path, bool IsNamed) what, CancellationToken cancellationToken)
    {
        try
        {
            FileInfo file = new(Path.Combine(root, what.Path));
            if (!what.IsNamed && file.LinkTarget is string target)
            {
                using MemoryStream text = new(System.Text.Encoding.UTF8.GetBytes(target));
                scan.Scan(text, what.Path, cancellationToken);
            }
            else if (!what.IsNamed && !file.Exists)
            {
                string? reason = Directory.Exists(file.FullName) ? "a submodule (djc scan --submodules scans it), or a directory that cannot be listed"
                    : what.Path.Contains('\uFFFD', StringComparison.Ordinal) ? "its name is not UTF-8"
                    : null;
                if (reason is not null)
                {
                    scan.Skip(what.Path, reason);
                }
            }
            else if (what.IsNamed || file.Length > 0) // a pipe, which would block, has no length
            {
                using FileStream content = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                if (content.CanSeek && content.Length == 0)
                {
                    ScanUnmeasured(scan, content, what.Path, cancellationToken);
                }
                else
                {
                    scan.Scan(content, what.Path, cancellationToken);
                }
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            scan.Skip(what.Path, unreadable is UnauthorizedAccessException ? "permission denied" : "cannot be read", what.IsNamed);
        }
    }

    /// <summary>A device, or what the system makes up as it is read, such as the files of <c>/proc</c>.</summary>
    private static void ScanUnmeasured(ContentScan scan, FileStream content, string path, CancellationToken cancellationToken)
    {
        byte[] read = new byte[ScanLimits.MaxUnmeasured + 1];
        int length = content.ReadAtLeast(read, read.Length, throwOnEndOfStream: false);
        if (length > ScanLimits.MaxUnmeasured)
        {
            scan.Skip(path, "a device that does not end", isAsked: true);
            return;
        }

        using MemoryStream held = new(read, 0, length);
        scan.Scan(held, path, cancellationToken);
    }

    private static LeakReport Join(List<ContentScan> scans) => new(
        [
            .. scans.SelectMany(scan => scan.Leaks).OrderBy(leak => leak.Path, StringComparer.Ordinal).ThenBy(leak => leak.Line).ThenBy(leak => leak.Column)
                .ThenBy(leak => leak.Rule.Id, StringComparer.Ordinal).ThenBy(leak => leak.Fingerprint, StringComparer.Ordinal).ThenBy(leak => leak.Commit, StringComparer.Ordinal),
        ],
        [.. scans.SelectMany(scan => scan.Skipped).OrderBy(skipped => skipped.Path, StringComparer.Ordinal)],
        scans.Sum(scan => scan.Files), scans.Sum(scan => scan.Bytes));
}
