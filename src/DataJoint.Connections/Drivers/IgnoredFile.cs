namespace DataJoint.Connections.Drivers;

/// <summary>A file of the user's that was not used.</summary>
/// <param name="Problem">Which one, and why: a clause.</param>
/// <param name="Remedy">A sentence that says what to do.</param>
internal sealed record IgnoredFile(string Problem, string Remedy);
