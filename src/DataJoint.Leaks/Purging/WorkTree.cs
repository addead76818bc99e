namespace DataJoint.Leaks.Purging;

/// <summary>One of the work trees of a repository.</summary>
/// <param name="Prefix">What comes before the names of its own refs: nothing for the main one, else <c>worktrees/NAME/</c>.</param>
/// <param name="GitDirectory">The directory of its own HEAD and index.</param>
/// <param name="Root">The directory of its files; null for a bare repository, or when it is gone.</param>
internal sealed record WorkTree(string Prefix, string GitDirectory, string? Root)
{
    public string IndexFile => Path.Combine(GitDirectory, "index");
}
