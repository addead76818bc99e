namespace DataJoint.Git;

/// <summary>The commit that brought a content into the history.</summary>
public sealed class GitIntroduction
{
    internal GitIntroduction(string id, string commit, string authorDate, string path)
    {
        Id = id;
        Commit = commit;
        AuthorDate = authorDate;
        Path = path;
    }

    /// <summary>The id of the content.</summary>
    public string Id { get; }

    /// <summary>The commit's id.</summary>
    public string Commit { get; }

    /// <summary>When its author wrote it, in ISO 8601.</summary>
    public string AuthorDate { get; }

    /// <summary>The path there, from the root of the repository.</summary>
    public string Path { get; }
}
