using System.Collections.Immutable;

namespace DataJoint.Connections.Drivers;

/// <summary>The drivers that are registered in this program, by backend.</summary>
/// <remarks>Process-wide; safe to use from any thread.</remarks>
internal static class DatabaseDrivers
{
    private static ImmutableDictionary<string, DatabaseDriver> _drivers = ImmutableDictionary.Create<string, DatabaseDriver>(StringComparer.Ordinal);

    /// <summary>The backends that can be opened, in alphabetical order.</summary>
    internal static IReadOnlyList<string> Backends => [.. _drivers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Registers a driver, unless its backend has one already.</summary>
    internal static void Register(DatabaseDriver driver) => ImmutableInterlocked.TryAdd(ref _drivers, driver.Backend, driver);

    /// <summary>Looks a driver up.</summary>
    /// <param name="backend">What <c>database.backend</c> says.</param>
    /// <returns>The driver, or null when none is registered.</returns>
    internal static DatabaseDriver? Find(string backend) => _drivers.GetValueOrDefault(backend);

    /// <summary>Looks a driver up that has to be there.</summary>
    /// <exception cref="InvalidOperationException">None is registered.</exception>
    internal static DatabaseDriver Get(string backend) =>
        Find(backend) ?? throw new InvalidOperationException($"no driver is registered for the backend {backend}: found {string.Join(", ", Backends)}");
}
