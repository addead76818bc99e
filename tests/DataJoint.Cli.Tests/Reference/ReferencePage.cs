namespace DataJoint.Cli.Tests;

/// <summary>A page of the reference.</summary>
/// <param name="Path">Where it is, below the root of the repository.</param>
/// <param name="Text">What it says.</param>
internal sealed record ReferencePage(string Path, string Text);
