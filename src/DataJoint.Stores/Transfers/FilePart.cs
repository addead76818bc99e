namespace DataJoint.Stores.Transfers;

/// <summary>A part of a file that is being downloaded; with its checksum once it is there.</summary>
internal sealed class FilePart(int index, long offset, long length)
{
    public int Index => index;

    public long Offset => offset;

    public long Length => length;

    public Checksum? Checksum { get; set; }
}
