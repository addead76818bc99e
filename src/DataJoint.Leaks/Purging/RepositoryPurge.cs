namespace DataJoint.Leaks;

/// <summary>Takes files or values out of the whole history of a repository, and proves that they are gone.</summary>
public sealed class RepositoryPurge
{
    private readonly string _directory;
    private readonly PurgeOptions _options;

    /// <summary>Prepares a purge; nothing is read yet.</summary>
    /// <param name="directory">A directory of the work tree, or a bare repository, absolute.</param>
    /// <param name="options">What is to leave the history.</param>
    public RepositoryPurge(string directory, PurgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        _directory = directory;
        _options = options;
    }

    /// <summary>Reads the history and says what would change. Changes nothing.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What would change.</returns>
    /// <exception cref="PurgeException">The repository cannot be purged as it is.</exception>
    /// <exception cref="Git.GitException">git could not answer.</exception>
    public Task<PurgePlan> PlanAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException(_directory + _options);

    /// <summary>Purges: writes the backup, moves the refs at once, removes what is old, and examines every object. Finishes what was interrupted.</summary>
    /// <param name="cancellationToken">Ends it before the refs move; not after.</param>
    /// <returns>What was done, with the proof; <see cref="PurgeProof.IsClean"/> says whether all is gone.</returns>
    /// <exception cref="PurgeException">The repository cannot be purged as it is, or the purge could not be finished.</exception>
    /// <exception cref="Git.GitException">git could not answer.</exception>
    public Task<PurgeResult> RunAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException(_directory + _options);

    /// <summary>Clones a remote repository into a private directory, examines every object of the clone, and deletes it.</summary>
    /// <param name="url">The remote repository's address.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is still there.</returns>
    /// <exception cref="PurgeException">It cannot be cloned.</exception>
    public Task<PurgeProof> ExamineRemoteAsync(string url, CancellationToken cancellationToken = default) => throw new NotSupportedException(url);
}
