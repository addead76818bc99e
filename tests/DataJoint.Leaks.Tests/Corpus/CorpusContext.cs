namespace DataJoint.Leaks.Tests;

/// <summary>A place where credentials leak.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Path">The file.</param>
/// <param name="Template">Its text, with § where the secret is.</param>
/// <param name="Form">What secrets it takes.</param>
internal sealed record CorpusContext(string Name, string Path, string Template, SecretForm Form);
