using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>Everything that <c>djc check</c> found.</summary>
/// <param name="Project">The project.</param>
/// <param name="Results">The checks in their order.</param>
internal sealed record CheckReport(ProjectLocation Project, IReadOnlyList<CheckResult> Results)
{
    /// <summary>Whether no check failed.</summary>
    public bool IsOk => Count(CheckStatus.Fail) == 0;

    /// <summary>The findings of all checks.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = [.. Results.SelectMany(r => r.Outcome.Diagnostics)];

    public int Count(CheckStatus status) => Results.Count(r => r.Status == status);
}
