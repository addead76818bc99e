namespace DataJoint.Conformance.Tests;

/// <summary>How a run ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);
