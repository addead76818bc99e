namespace DataJoint.Stores;

/// <summary>A store that can tell how it is reached and as whom, for <c>djc check</c> and for people who look for a fault.</summary>
public interface IStoreReporting
{
    /// <summary>Asks the store for something harmless and tells how that went over the wire.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="StoreException">The store refuses or cannot be reached.</exception>
    ValueTask<StoreReport> ReportAsync(CancellationToken cancellationToken = default);

    /// <summary>What the server has been found not to be able to do since the store was opened, and what is done instead; by default nothing.</summary>
    /// <returns>A phrase, or <see langword="null"/>.</returns>
    string? DescribeLimits() => null;
}
