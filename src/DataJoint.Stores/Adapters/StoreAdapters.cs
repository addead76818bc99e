using System.Collections.Concurrent;
using DataJoint.Configuration;
using DataJoint.Stores.Adapters;

namespace DataJoint.Stores;

/// <summary>The adapters that this program knows, by protocol: <c>file</c>, and those that are registered.</summary>
/// <remarks>Process-wide, as <see cref="StoreCatalogue"/> is; safe to use from any thread.</remarks>
public static class StoreAdapters
{
    private static readonly ConcurrentDictionary<string, IStoreAdapter> Known = new(StringComparer.OrdinalIgnoreCase) { ["file"] = new FileStoreAdapter() };

    /// <summary>The names of the protocols that can be opened, in alphabetical order.</summary>
    public static IReadOnlyList<string> Protocols => [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Registers an adapter. A protocol that the configuration does not know becomes known to it, so do this before loading one.
    /// </summary>
    /// <param name="adapter">The adapter.</param>
    /// <exception cref="InvalidOperationException">The protocol has an adapter already.</exception>
    public static void Register(IStoreAdapter adapter)
    {
        if (!TryRegister(adapter))
        {
            throw new InvalidOperationException($"The store protocol '{adapter.Protocol.Name}' has an adapter already.");
        }
    }

    /// <summary>
    /// Registers an adapter unless its protocol has one already. Packages call it, since several may do so for one protocol.
    /// </summary>
    /// <param name="adapter">The adapter.</param>
    /// <returns>Whether it was registered; else the protocol keeps the adapter that it has.</returns>
    public static bool TryRegister(IStoreAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        StoreProtocol protocol = adapter.Protocol;
        if (!Known.TryAdd(protocol.Name, adapter))
        {
            return false;
        }

        if (StoreCatalogue.FindProtocol(protocol.Name) is null)
        {
            StoreCatalogue.Register(protocol);
        }

        return true;
    }

    /// <summary>Looks an adapter up.</summary>
    /// <param name="protocol">The protocol's name, in any case.</param>
    /// <returns>The adapter, or <see langword="null"/> when none is registered.</returns>
    public static IStoreAdapter? Find(string protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        return Known.GetValueOrDefault(protocol);
    }

    /// <summary>Makes the client of a store, whose credentials stay as they are. It does not connect yet.</summary>
    /// <param name="spec">The store as the configuration describes it.</param>
    /// <returns>A client of its own, which the caller disposes of.</returns>
    /// <exception cref="StoreException">
    /// The protocol has no adapter here (<see cref="StoreErrorCode.UnknownProtocol"/>), or an attribute has a value with which no client
    /// can be made.
    /// </exception>
    public static IObjectStore Open(StoreSpec spec) => Open(new StoreSource(spec));

    /// <summary>Makes the client of a store. It does not connect yet.</summary>
    /// <param name="source">The store as the configuration describes it, and its newest credentials.</param>
    /// <returns>A client of its own, which the caller disposes of.</returns>
    /// <exception cref="StoreException">
    /// The protocol has no adapter here (<see cref="StoreErrorCode.UnknownProtocol"/>), or an attribute has a value with which no client
    /// can be made.
    /// </exception>
    public static IObjectStore Open(StoreSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        StoreSpec spec = source.Spec;
        return Find(spec.Protocol)?.Open(source) ?? throw new StoreException(
            StoreErrorCode.UnknownProtocol,
            spec.Name,
            null,
            $"nothing in this program speaks the protocol '{spec.Protocol}' (it has: {string.Join(", ", Protocols)}).")
        {
            Hint = PackageOf(spec.Protocol) is { } package ? HintFor(package) : null,
        };
    }

#if NET
    private static string HintFor(string package) => $"Run: dotnet add package {package}";
#else
    private static string HintFor(string package) => $"{package} needs .NET 10. A program on .NET Framework takes a folder, or starts: djc store put";
#endif

    private static string? PackageOf(string protocol) => protocol switch
    {
        "s3" => "DataJoint.Stores.S3",
        "azure" => "DataJoint.Stores.Azure",
        "gcs" => "DataJoint.Stores.Gcs",
        _ => null,
    };
}
