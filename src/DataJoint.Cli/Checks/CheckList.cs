using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>All checks, in the order in which they are shown.</summary>
internal static class CheckList
{
    /// <summary>The checks for a configuration: the fixed ones, then one for each store.</summary>
    /// <param name="subject">What is checked.</param>
    /// <param name="probing">How far the stores are tried; not at all means that the database is not contacted either.</param>
    public static IReadOnlyList<ICheck> Create(CheckSubject subject, StoreProbing probing) =>
    [
        new LoadCheck(subject),
        new SettingsCheck(subject),
        new StoresCheck(subject),
        .. CreateForTrust(subject, probing == StoreProbing.None),
        new PermissionsCheck(subject),
        new GitIgnoreCheck(subject),
        new GitTrackedCheck(subject),
        new GitCredentialsCheck(subject),
        new PythonCheck(subject),
        .. CreateForDatabase(subject, probing == StoreProbing.None),
        .. subject.Snapshot.Stores.Select(name => new StoreCheck(subject, name, probing)),
    ];

    /// <summary>Only where a credential from outside the project goes where another layer says.</summary>
    private static IEnumerable<ICheck> CreateForTrust(CheckSubject subject, bool isOffline) =>
        new TrustCheck(subject, isOffline) is { Applies: true } check ? [check] : [];

    /// <summary>What a server tells beyond that it can be reached is looked at only where one is configured.</summary>
    private static IEnumerable<ICheck> CreateForDatabase(CheckSubject subject, bool isOffline)
    {
        DatabaseLook look = new(subject);
        DatabaseSettings database = subject.Snapshot.Database;
        bool isServer = subject.DescribesDatabase && database is { Backend: not "sqlite", User: not null, Password: not null };
        return isServer && !isOffline
            ? [new DatabaseCheck(subject, look, isOffline), new EncryptionCheck(subject, look), new RightsCheck(subject, look), new ClockCheck(look)]
            : [new DatabaseCheck(subject, look, isOffline)];
    }
}
