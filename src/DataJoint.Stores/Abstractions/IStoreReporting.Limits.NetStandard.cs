namespace DataJoint.Stores;

/// <content>What the server cannot do.</content>
public partial interface IStoreReporting
{
    /// <summary>What the server has been found not to be able to do since the store was opened, and what is done instead.</summary>
    /// <returns>A phrase, or <see langword="null"/> when there is nothing.</returns>
    string? DescribeLimits();
}
