using System.Collections.Concurrent;
using DataJoint.Configuration;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Drivers;

/// <summary>Drivers by backend. Each comes with a package of its own, which registers it.</summary>
internal sealed partial class DatabaseDrivers
{
    private readonly ConcurrentDictionary<string, DatabaseDriver> _drivers = new(StringComparer.Ordinal);

    /// <summary>Those of this program; safe to use from any thread.</summary>
    public static DatabaseDrivers Shared { get; } = new();

    /// <summary>Registers a driver, unless its backend has one already. A backend that the configuration does not know becomes known to it.</summary>
    public void Register(DatabaseDriver driver)
    {
        if (_drivers.TryAdd(driver.Backend, driver))
        {
            DatabaseBackends.Register(driver.Backend);
        }
    }

    /// <summary>Looks a driver up.</summary>
    /// <param name="backend">What <c>database.backend</c> says.</param>
    /// <returns>The driver, or null when none is registered.</returns>
    public DatabaseDriver? Find(string backend) => _drivers.GetValueOrDefault(backend);

    /// <summary>The driver for the configured backend.</summary>
    /// <exception cref="ConnectionException">None is registered.</exception>
    public DatabaseDriver Get(ConfigurationSnapshot snapshot)
    {
        string backend = snapshot.Database.Backend;
        Discover(backend);
        return Find(backend) ?? throw new ConnectionException(
        [
            new Diagnostic(
                DatabaseRules.MissingDriver, $"this program has no driver for the backend {backend}: found {Describe()}", HintFor(backend),
                snapshot.Find("database.backend").Origin),
        ]);
    }

    /// <summary>Registers a driver that is there and was not registered, where the compiler cannot do it.</summary>
    static partial void Discover(string backend);

    private static string? HintFor(string backend) => backend switch
    {
        "mysql" => HintForPackage("MySql"),
        "postgresql" => HintForPackage("PostgreSql"),
#if NET
        "sqlite" => HintForPackage("Sqlite"),
#else
        "sqlite" => "The driver for SQLite needs .NET 10.",
#endif
        _ => null,
    };

    private static string HintForPackage(string name) =>
        $"Run: dotnet add package DataJoint.Connections.{name}. With a project reference, also call {name}Backend.Register() before the first connection.";

    private string Describe() => _drivers.IsEmpty ? "none" : string.Join(", ", _drivers.Keys.Order(StringComparer.Ordinal));
}
