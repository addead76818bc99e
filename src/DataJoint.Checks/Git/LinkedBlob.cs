using DataJoint.Git;

namespace DataJoint.Checks.Git;

/// <summary>A version of a file that a link or a variable leads to.</summary>
/// <param name="Blob">The version.</param>
/// <param name="Path">The file, relative to the project.</param>
/// <param name="Leading">What leads to it, or to a folder that it is in.</param>
/// <param name="IsBelow">Whether a link leads to a folder that it is in.</param>
internal sealed record LinkedBlob(GitBlob Blob, string Path, string Leading, bool IsBelow)
{
    /// <summary>The name under which it is looked for.</summary>
    public string Name => NameOf(IsBelow || !Leading.Contains('/', StringComparison.Ordinal) ? Path : Leading);

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
