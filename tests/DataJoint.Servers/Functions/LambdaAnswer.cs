namespace DataJoint.Servers;

/// <summary>What Lambda gives whoever sent an event.</summary>
/// <param name="Error">Null for an answer; <c>Handled</c> when the function said that it failed, <c>Unhandled</c> when it did not start or went away.</param>
/// <param name="Payload">What the function wrote.</param>
public sealed record LambdaAnswer(string? Error, string Payload);
