namespace DataJoint.Leaks.Scanning;

/// <summary>A literal, and who looks at the places where it stands.</summary>
/// <param name="Text">The literal, in lower case.</param>
/// <param name="Shape">The shape, or null.</param>
/// <param name="Encoding">The encoding, or null.</param>
internal sealed record Needle(string Text, IShape? Shape, IEncoding? Encoding);
