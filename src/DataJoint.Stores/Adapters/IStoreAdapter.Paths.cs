using DataJoint.Configuration;

namespace DataJoint.Stores;

/// <content>How objects are named outside of DataJoint.</content>
public partial interface IStoreAdapter
{
    /// <summary>The whole path of an object in a store of this protocol; by default <c>location</c>, <c>/</c> and the name.</summary>
    /// <param name="spec">The store.</param>
    /// <param name="name">The object's name.</param>
    /// <returns>The path, for people and for other programs.</returns>
    string GetPath(StoreSpec spec, string name)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Location.Length == 0 ? name : spec.Location + "/" + name;
    }

    /// <summary>The URL of a path in a store of this protocol; by default the protocol's name, <c>://</c> and the path.</summary>
    /// <param name="spec">The store.</param>
    /// <param name="path">A path, as <see cref="GetPath"/> gives it.</param>
    /// <returns>The URL, without credentials.</returns>
    string GetUrl(StoreSpec spec, string path) => $"{Protocol.Name}://{path}";
}
