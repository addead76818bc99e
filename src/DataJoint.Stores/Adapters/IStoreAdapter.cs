using DataJoint.Configuration;

namespace DataJoint.Stores;

/// <summary>Brings a store protocol to DataJoint: what it is called, what it needs, and how a store is made from that.</summary>
/// <remarks>Implementations hold no state of their own; one instance serves all stores of the protocol, from any thread.</remarks>
public partial interface IStoreAdapter
{
    /// <summary>The protocol's name and its attributes: required, optional, secret.</summary>
    StoreProtocol Protocol { get; }

    /// <summary>Makes the client of a store. It does not connect yet.</summary>
    /// <param name="source">The store as the configuration describes it, validated against <see cref="Protocol"/>, and its newest credentials.</param>
    /// <returns>A client of its own, which the caller disposes of.</returns>
    /// <exception cref="StoreException">An attribute has a value with which no client can be made.</exception>
    IObjectStore Open(StoreSource source);
}
