namespace DataJoint.Leaks.Purging;

/// <summary>Lets one purge work in a repository. The directory of its own files goes with it when nothing is left there.</summary>
internal sealed class PurgeLock : IDisposable
{
    private readonly string _directory;
    private readonly FileStream _file;

    /// <summary>Takes it.</summary>
    /// <exception cref="PurgeException">Another purge is under way.</exception>
    public PurgeLock(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(directory);
        try
        {
            _file = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (IOException busy)
        {
            throw new PurgeException(PurgeRules.Impossible, "another purge is under way in the repository", "Wait until it has ended.", busy);
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!Directory.EnumerateFileSystemEntries(_directory).Any())
        {
            Directory.Delete(_directory);
        }
    }
}
