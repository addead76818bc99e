using DataJoint.Operations;

namespace DataJoint.Cli.Commands.Secrets;

/// <summary>A rotation that is about to begin.</summary>
/// <param name="PlanAsync">Shows what it would do.</param>
/// <param name="RunAsync">Does it.</param>
internal sealed record Rotating(Func<CancellationToken, Task<IReadOnlyList<RotationStep>>> PlanAsync, Func<CancellationToken, Task<IReadOnlyList<RotationStep>>> RunAsync);
