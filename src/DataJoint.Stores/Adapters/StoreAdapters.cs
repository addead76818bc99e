using System.Collections.Immutable;
using DataJoint.Configuration;

namespace DataJoint.Stores;

/// <summary>The adapters that this program knows, by protocol: <c>file</c>, and those that are registered.</summary>
/// <remarks>Process-wide, as <see cref="StoreCatalogue"/> is; safe to use from any thread.</remarks>
public static class StoreAdapters
{
    private static ImmutableDictionary<string, IStoreAdapter> _adapters =
        ImmutableDictionary.Create<string, IStoreAdapter>(StringComparer.OrdinalIgnoreCase).Add("file", new FileStoreAdapter());

    /// <summary>The names of the protocols that can be opened, in alphabetical order.</summary>
    public static IReadOnlyList<string> Protocols => [.. _adapters.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Registers an adapter. A protocol that the configuration does not know becomes known to it, so do this before loading one.
    /// </summary>
    /// <param name="adapter">The adapter.</param>
    /// <exception cref="InvalidOperationException">The protocol has an adapter already.</exception>
    public static void Register(IStoreAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var protocol = adapter.Protocol;
        if (!ImmutableInterlocked.TryAdd(ref _adapters, protocol.Name, adapter))
        {
            throw new InvalidOperationException($"The store protocol '{protocol.Name}' has an adapter already.");
        }

        if (StoreCatalogue.FindProtocol(protocol.Name) is null)
        {
            StoreCatalogue.Register(protocol);
        }
    }

    /// <summary>Looks an adapter up.</summary>
    /// <param name="protocol">The protocol's name, in any case.</param>
    /// <returns>The adapter, or <see langword="null"/> when none is registered.</returns>
    public static IStoreAdapter? Find(string protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        return _adapters.GetValueOrDefault(protocol);
    }

    /// <summary>Makes the client of a store. It does not connect yet.</summary>
    /// <param name="spec">The store as the configuration describes it.</param>
    /// <returns>A client of its own, which the caller disposes of.</returns>
    /// <exception cref="StoreException">
    /// The protocol has no adapter here (<see cref="StoreErrorCode.UnknownProtocol"/>), or an attribute has a value with which no client
    /// can be made.
    /// </exception>
    public static IObjectStore Open(StoreSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Find(spec.Protocol)?.Open(spec) ?? throw new StoreException(
            StoreErrorCode.UnknownProtocol,
            spec.Name,
            null,
            $"nothing in this program speaks the protocol '{spec.Protocol}' (it has: {string.Join(", ", Protocols)}).");
    }
}
