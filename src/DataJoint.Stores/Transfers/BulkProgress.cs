namespace DataJoint.Stores;

/// <summary>How far a transfer of many objects is.</summary>
public sealed class BulkProgress
{
    internal BulkProgress(long objects, long bytes, string name)
    {
        Objects = objects;
        Bytes = bytes;
        Name = name;
    }

    /// <summary>How many objects are there.</summary>
    public long Objects { get; }

    /// <summary>How many bytes are there, those of unfinished objects included.</summary>
    public long Bytes { get; }

    /// <summary>The object that moved last.</summary>
    public string Name { get; }
}
