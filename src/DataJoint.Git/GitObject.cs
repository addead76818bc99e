namespace DataJoint.Git;

/// <summary>An object of a repository, as its content is about to be read.</summary>
public sealed class GitObject
{
    internal GitObject(string id, string type, long size, string path)
    {
        Id = id;
        Type = type;
        Size = size;
        Path = path;
    }

    /// <summary>The id, in hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary><c>blob</c>, <c>tree</c>, <c>commit</c> or <c>tag</c>; <c>missing</c> for one that is not there, or damaged.</summary>
    public string Type { get; }

    /// <summary>How many bytes the content has.</summary>
    public long Size { get; }

    /// <summary>A path that the object has in some commit, from the root of the repository; empty when none is known.</summary>
    public string Path { get; }
}
