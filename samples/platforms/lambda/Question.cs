namespace Laboratory;

/// <summary>The event: who asks.</summary>
internal sealed record Question(string Name);
