using System.Text;
using DataJoint.Configuration.Files;
using DataJoint.Git;

namespace DataJoint.Checks.Git;

/// <summary>Files that git has under another path than the one that is looked for: what links and variables lead to, and what links of earlier commits led to.</summary>
/// <remarks>A link of an earlier commit is followed once: to a file or a folder, not to another link.</remarks>
internal sealed class LinkTargets
{
    private const int MaxTargets = 1000;
    private const int LongestPath = 4096;

    private readonly string _top;
    private readonly string _here;
    private readonly Dictionary<string, string> _leading = new(StringComparer.Ordinal);

    /// <param name="repository">The repository.</param>
    /// <param name="root">The directory that the paths of its history are relative to.</param>
    public LinkTargets(GitRepository repository, string root)
    {
        _top = ProjectFinder.ResolveDirectory(repository.Root) ?? repository.Root;
        _here = ProjectFinder.ResolveDirectory(root) ?? root;
    }

    /// <summary>Adds a file or a folder; what is not in the repository's folder does not count.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="leading">What leads to it.</param>
    public void Add(string path, string leading)
    {
        if (_leading.Count < MaxTargets && path.StartsWith(_top + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            _leading.TryAdd(Slashed(Path.GetRelativePath(_top, path)), leading);
        }
    }

    /// <summary>Adds what the links of a history lead to.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="history">Versions of files, of which those that are links count.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GitException">git could not answer.</exception>
    public async Task AddLinksAsync(GitRepository repository, IEnumerable<GitBlob> history, CancellationToken cancellationToken)
    {
        List<GitBlob> links = [.. history.Where(blob => blob.IsLink)];
        IReadOnlyDictionary<string, byte[]> contents = await repository.ReadBlobsAsync(links.Select(link => link.Id), LongestPath, cancellationToken).ConfigureAwait(false);
        foreach (GitBlob link in links)
        {
            if (contents.TryGetValue(link.Id, out byte[]? content) && Encoding.UTF8.GetString(content) is var target && FileReading.CanExist(target))
            {
                string folder = Path.GetDirectoryName(Path.Combine(_here, link.Path)) ?? _here;
                Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, folder)), link.Path);
            }
        }
    }

    /// <summary>Every version of them that a commit of any branch, tag or other ref holds.</summary>
    /// <exception cref="GitException">git could not answer, or not in time (<see cref="GitException.IsTransient"/>).</exception>
    public async Task<IReadOnlyList<LinkedBlob>> ListHistoryAsync(CancellationToken cancellationToken)
    {
        if (_leading.Count == 0 || GitRepository.Open(_top) is not GitRepository whole)
        {
            return [];
        }

        IReadOnlyList<GitBlob> history = await whole.ListHistoryAsync(_leading.Keys.Select(path => ":(literal)" + path), GitInspection.HistoryTimeout, cancellationToken).ConfigureAwait(false);
        return [.. history.Where(blob => !blob.IsLink).Select(Find).OfType<LinkedBlob>()];
    }

    private LinkedBlob? Find(GitBlob blob)
    {
        string shown = Slashed(Path.GetRelativePath(_here, Path.Combine(_top, blob.Path)));
        for (string path = blob.Path; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOf('/'))])
        {
            if (_leading.TryGetValue(path, out string? leading))
            {
                return new LinkedBlob(blob, shown, leading, IsBelow: path.Length < blob.Path.Length);
            }
        }

        return null;
    }

    private static string Slashed(string path) => path.Replace(Path.DirectorySeparatorChar, '/');
}
