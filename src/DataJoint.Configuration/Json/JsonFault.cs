namespace DataJoint.Configuration.Json;

/// <summary>Why a text is not JSON, and where. The message never quotes the text, which may be a secret.</summary>
internal sealed record JsonFault(DiagnosticRule Rule, int Offset, string Message, string? Hint = null);
