namespace DataJoint.Stores;

/// <content>What the server cannot do.</content>
public partial interface IStoreReporting
{
    /// <summary>What the server has been found not to be able to do since the store was opened, and what is done instead; by default nothing.</summary>
    /// <returns>A phrase, or <see langword="null"/>.</returns>
    string? DescribeLimits() => null;
}
