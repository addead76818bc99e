using DataJoint.Configuration.Trust;

namespace DataJoint.Configuration.Snapshots;

/// <summary>What a load found besides values.</summary>
internal sealed record LoadContext(ProjectLocation Project, IReadOnlyList<Diagnostic> Diagnostics, bool IsStrict)
{
    /// <summary>Decides where credentials may go.</summary>
    public DestinationTrust Trust { get; init; } = new(list: null, root: null, [], refuses: false);

    /// <summary>In whose name references are resolved.</summary>
    public SecretContext References { get; init; } = new(HostEnvironment.Process);

    /// <summary>Whether DJ_IGNORE_CONFIG_FILE kept the files out.</summary>
    public bool IgnoresFiles { get; init; }
}
