namespace DataJoint.Cli;

/// <summary>All checks, in the order in which they are shown.</summary>
internal static class CheckList
{
    /// <summary>The checks for a configuration: the fixed ones, then one for each store.</summary>
    public static IReadOnlyList<ICheck> Create(CheckSubject subject, bool isOffline) =>
    [
        new LoadCheck(subject),
        new SettingsCheck(subject),
        new StoresCheck(subject),
        new PermissionsCheck(subject),
        new GitIgnoreCheck(subject),
        new GitTrackedCheck(subject),
        new GitCredentialsCheck(subject),
        new PythonCheck(subject),
        new DatabaseCheck(subject, isOffline),
        .. subject.Snapshot.Stores.Select(name => new StoreCheck(subject, name, isOffline)),
    ];
}
