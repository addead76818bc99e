namespace DataJoint.Git;

/// <summary>One version of a file that some commit holds.</summary>
public sealed class GitBlob
{
    internal GitBlob(string path, string id)
    {
        Path = path;
        Id = id;
    }

    /// <summary>The file, relative to the directory that the repository was opened for, with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>The id of its content, in hexadecimal digits.</summary>
    public string Id { get; }
}
