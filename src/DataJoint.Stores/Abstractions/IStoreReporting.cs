namespace DataJoint.Stores;

/// <summary>A store that can tell how it is reached and as whom, for <c>djc check</c> and for people who look for a fault.</summary>
public partial interface IStoreReporting
{
    /// <summary>Asks the store for something harmless and tells how that went over the wire.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="StoreException">The store refuses or cannot be reached.</exception>
    ValueTask<StoreReport> ReportAsync(CancellationToken cancellationToken = default);
}
