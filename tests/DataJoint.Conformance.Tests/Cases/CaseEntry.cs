namespace DataJoint.Conformance.Tests;

/// <summary>A case of a file, or the reason why there is none.</summary>
internal sealed record CaseEntry(string Name, ConformanceCase? Case, string? Problem);
