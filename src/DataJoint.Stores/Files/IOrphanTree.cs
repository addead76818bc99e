namespace DataJoint.Stores.Files;

/// <summary>A tree that can tell whose a hidden file is, and whether it is in use.</summary>
internal interface IOrphanTree : IFileTree
{
    /// <summary>Removes a hidden file that a killed writer left: of this user, with one name, not written since, and in nobody's use.</summary>
    void RemoveLeftover(string folder, string segment, DateTimeOffset writtenBefore);
}
