namespace DataJoint.Configuration;

/// <summary>What a load found besides values.</summary>
internal sealed record LoadContext(ProjectLocation Project, IReadOnlyList<Diagnostic> Diagnostics, bool IsStrict, bool IsThreadSafe, string? EnvironmentSource)
{
    /// <summary>Decides where credentials may go.</summary>
    internal DestinationTrust Trust { get; init; } = new(list: null, root: null, [], refuses: false);
}
