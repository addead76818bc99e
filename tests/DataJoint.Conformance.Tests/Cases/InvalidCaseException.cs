namespace DataJoint.Conformance.Tests;

/// <summary>A case file, or a case in it, is not written as conformance/README.md says.</summary>
internal sealed class InvalidCaseException(string message) : Exception(message);
