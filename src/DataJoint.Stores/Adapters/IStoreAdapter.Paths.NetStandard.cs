using DataJoint.Configuration;

namespace DataJoint.Stores;

/// <content>What can be said of a store without opening it.</content>
public partial interface IStoreAdapter
{
    /// <summary>Everything that can be seen to be wrong with a store's attributes without a connection; where there is nothing, an empty list.</summary>
    /// <param name="spec">The store, validated against <see cref="Protocol"/>.</param>
    /// <returns>A fault for each problem, as <see cref="Open"/> or a later request would throw it.</returns>
    IReadOnlyList<StoreException> FindProblems(StoreSpec spec);

    /// <summary>The whole path of an object in a store of this protocol: usually <c>location</c>, <c>/</c> and the name.</summary>
    /// <param name="spec">The store.</param>
    /// <param name="name">The object's name.</param>
    /// <returns>The path, for people and for other programs.</returns>
    string GetPath(StoreSpec spec, string name);

    /// <summary>The URL of a path in a store of this protocol: usually the protocol's name, <c>://</c> and the path.</summary>
    /// <param name="spec">The store.</param>
    /// <param name="path">A path, as <see cref="GetPath"/> gives it.</param>
    /// <returns>The URL, without credentials.</returns>
    string GetUrl(StoreSpec spec, string path);
}
