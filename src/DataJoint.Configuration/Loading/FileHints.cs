using DataJoint.Configuration.Files;

namespace DataJoint.Configuration.Loading;

/// <summary>
/// Events of the file system, as a hint that a look is worth while. Where none come (network shares, containers), or none can be had (the system limits
/// them), nothing is missed: the sources are looked at anyway.
/// </summary>
internal sealed class FileHints : IDisposable
{
    private const int MaxDirectories = 16;

    private readonly Action _onHint;
    private readonly object _gate = new();
    private readonly Dictionary<ListenedDirectory, FileSystemWatcher?> _watchers = [];
    private SourceState? _sources;
    private bool _isDisposed;

    public FileHints(Action onHint) => _onHint = onHint;

    /// <summary>Listens where these sources are, and no longer where others were.</summary>
    public void Watch(SourceState sources)
    {
        lock (_gate)
        {
            if (_isDisposed || ReferenceEquals(_sources, sources))
            {
                return;
            }

            _sources = sources;
            HashSet<ListenedDirectory> wanted = [.. sources.Directories.Select(ListenedDirectory.From).Where(static key => key.Exists).Take(MaxDirectories)];
            foreach (ListenedDirectory former in _watchers.Keys.Where(key => !wanted.Contains(key)).ToList())
            {
                _watchers[former]?.Dispose();
                _watchers.Remove(former);
            }

            foreach (ListenedDirectory key in wanted.Where(key => !_watchers.ContainsKey(key)))
            {
                _watchers[key] = Listen(key.Path);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (FileSystemWatcher? watcher in _watchers.Values)
            {
                watcher?.Dispose();
            }

            _watchers.Clear();
        }
    }

    private FileSystemWatcher? Listen(string directory)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(directory)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime,
            };
            watcher.Changed += (_, _) => _onHint();
            watcher.Created += (_, _) => _onHint();
            watcher.Deleted += (_, _) => _onHint();
            watcher.Renamed += (_, _) => _onHint();
            watcher.Error += (_, _) => _onHint();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception unavailable) when (unavailable is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            watcher?.Dispose();
            return null;
        }
    }

    /// <summary>A directory, told from another one that has taken its path.</summary>
    private readonly record struct ListenedDirectory(string Path, long Identity, bool Exists)
    {
        public static ListenedDirectory From(string path)
        {
            EntryFacts facts = FileReading.Stat(path);
            return new ListenedDirectory(path, facts.Identity, facts.Kind == EntryKind.Directory);
        }
    }
}
