namespace DataJoint.Stores.Probes;

/// <summary>What people can do about a store's fault.</summary>
internal static class ProbeHints
{
    public static string? For(StoreErrorCode? code) => code switch
    {
        StoreErrorCode.AccessDenied =>
            "Give this user or these credentials the right to list, read, write and delete there, or probe read-only.",
        StoreErrorCode.InvalidLocation => "Let `location` name a folder (or nothing yet), not a file.",
        StoreErrorCode.OutsideLocation => $"Remove the link `{StoreProbe.Folder}` from the location.",
        StoreErrorCode.NotAnObject => $"A file conflicts with the folder of the probe: rename `{StoreProbe.Folder}` in the location.",
        StoreErrorCode.StoreFull => "Free some space, or raise the quota.",
        StoreErrorCode.Unavailable => "Check that the share is mounted or the server runs, then try again.",
        _ => null,
    };
}
