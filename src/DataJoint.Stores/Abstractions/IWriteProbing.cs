namespace DataJoint.Stores;

/// <summary>A store that can tell whether its credentials may write, by a request that changes nothing whatever the answer is.</summary>
public interface IWriteProbing
{
    /// <summary>Asks.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Whether an object may be written below the store's location.</returns>
    /// <exception cref="StoreException">The store refuses the credentials, or cannot be reached.</exception>
    ValueTask<bool> MayWriteAsync(CancellationToken cancellationToken = default);
}
