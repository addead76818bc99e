namespace DataJoint.Git;

/// <summary>One version of a file that some commit holds.</summary>
public sealed class GitBlob
{
    internal GitBlob(string path, string id, bool isLink = false)
    {
        Path = path;
        Id = id;
        IsLink = isLink;
    }

    /// <summary>The file, relative to the directory that the repository was opened for, with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>The id of its content, in hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Whether it is a symbolic link, whose content is the path that it leads to.</summary>
    public bool IsLink { get; }
}
