namespace Laboratory;

/// <summary>An event, and the number by which it is answered.</summary>
internal sealed record Invocation(string Id, byte[] Event);
