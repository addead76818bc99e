using DataJoint.Checks.Configuration;
using DataJoint.Checks.Database;
using DataJoint.Checks.Git;
using DataJoint.Checks.Stores;
using DataJoint.Configuration;

namespace DataJoint.Checks;

/// <summary>All checks, in the order in which they are shown. A new one is a class and a line here.</summary>
public static class CheckList
{
    private static readonly ICheck[] BeforeStores =
    [
        new LoadCheck(),
        new SettingsCheck(),
        new StoresCheck(),
        new TrustCheck(),
        new ReferencesCheck(),
        new PermissionsCheck(),
        new GitIgnoreCheck(),
        new GitTrackedCheck(),
        new GitCredentialsCheck(),
        new PythonCheck(),
        new SecretsCheck(),
        new DatabaseCheck(),
        new EncryptionCheck(),
        new RightsCheck(),
        new ClockCheck(),
    ];

    /// <summary>The ids of all checks but those of single stores.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. BeforeStores.Select(check => check.Id)];

    /// <summary>The checks for a configuration: the fixed ones, then one for each store.</summary>
    /// <param name="snapshot">The configuration.</param>
    /// <returns>A list to run with <see cref="CheckRunner"/>, as it is, or with checks taken out or added.</returns>
    public static IReadOnlyList<ICheck> Create(ConfigurationSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return
        [
            .. BeforeStores,
            .. snapshot.Stores.Select(name => new StoreCheck(name)),
        ];
    }
}
