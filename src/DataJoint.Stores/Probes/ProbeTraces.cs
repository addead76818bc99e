namespace DataJoint.Stores.Probes;

/// <summary>The folders that a probe of a file store makes, so that it can remove them again.</summary>
internal sealed class ProbeTraces
{
    private readonly FileObjectStore _store;
    private readonly List<string> _missing = [];

    public ProbeTraces(FileObjectStore store)
    {
        _store = store;
        for (string? folder = store.Location; folder is not null && !Path.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            _missing.Add(folder);
        }
    }

    public bool LocationIsMissing => _missing.Count > 0;

    /// <summary>Removes those that are empty. Somebody else may be using them by now, so nothing is forced.</summary>
    public void Remove()
    {
        try
        {
            _store.RemoveFolderIfEmpty(StoreProbe.Folder);
            foreach (string folder in _missing.Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: false);
            }
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            // An empty folder is left, which does no harm; the steps tell of the store's state.
        }
    }
}
