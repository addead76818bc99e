namespace DataJoint.Git;

/// <summary>What a history reaches.</summary>
public sealed class GitHistoryListing
{
    internal GitHistoryListing(IReadOnlyDictionary<GitObjectId, GitHistoryContent> contents, IReadOnlyCollection<GitObjectId> missing, IReadOnlyList<string> faults)
    {
        Contents = contents;
        Missing = missing;
        Faults = faults;
    }

    /// <summary>Contents of files, and the messages of commits and tags.</summary>
    public IReadOnlyDictionary<GitObjectId, GitHistoryContent> Contents { get; }

    /// <summary>Directories that are not there, or damaged.</summary>
    public IReadOnlyCollection<GitObjectId> Missing { get; }

    /// <summary>What else keeps the list from being whole, in words.</summary>
    public IReadOnlyList<string> Faults { get; }
}
