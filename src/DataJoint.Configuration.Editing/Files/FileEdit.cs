namespace DataJoint.Configuration.Editing;

/// <summary>A file or directory that an edit touched, or found as it should be.</summary>
/// <param name="Path">The path, relative to the project root with <c>/</c>, else absolute.</param>
/// <param name="Outcome">What happened to it.</param>
public sealed record FileEdit(string Path, EditOutcome Outcome);
