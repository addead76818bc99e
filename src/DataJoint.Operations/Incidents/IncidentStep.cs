namespace DataJoint.Operations;

/// <summary>A step of an incident. Contains no credential.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Note">What came of it, what keeps it open, or why it was skipped; empty when there is nothing to say.</param>
/// <param name="At">When it was done or skipped; null while it is open.</param>
public sealed record IncidentStep(IncidentStepKind Kind, IncidentStepStatus Status, string Note, DateTimeOffset? At);
