using DataJoint.Git;

namespace DataJoint.Leaks.Purging;

/// <summary>One of the work trees of a repository.</summary>
/// <param name="Prefix">What comes before the names of its own refs: nothing for the main one, else <c>worktrees/NAME/</c>.</param>
/// <param name="GitDirectory">The directory of its own HEAD and index.</param>
/// <param name="Root">The directory of its files; null for a bare repository, or when it is gone.</param>
/// <param name="Git">git for it and its index.</param>
internal sealed record WorkTree(string Prefix, string GitDirectory, string? Root, GitProgram Git)
{
    public string IndexFile => Path.Combine(GitDirectory, "index");

    /// <summary>Opens one.</summary>
    public static async Task<WorkTree> OpenAsync(string prefix, string gitDirectory, string? root, CancellationToken cancellationToken)
    {
        string files = root ?? gitDirectory;
        GitProgram git = GitProgram.Find(files, files)!.With(new("GIT_DIR", gitDirectory), new("GIT_WORK_TREE", files), new("GIT_GRAFT_FILE", null));
        return new WorkTree(prefix, gitDirectory, root, await SilentGit.CreateAsync(git, cancellationToken).ConfigureAwait(false));
    }
}
