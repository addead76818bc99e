namespace DataJoint.Stores.Transfers;

/// <summary>How far a part has arrived; further attempts go on from there.</summary>
internal sealed class PartReceipt(FilePart part) : IDisposable
{
    private ChecksumBuilder _sum = new(ChecksumKind.Crc32C);

    public FilePart Part => part;

    public long Received { get; private set; }

    public bool IsWhole => Received == part.Length;

    public long Position => part.Offset + Received;

    public Checksum Checksum => _sum.Finish();

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _sum.Append(bytes);
        Received += bytes.Length;
    }

    /// <summary>Forgets what arrived, because some of it is spoilt.</summary>
    public void Restart()
    {
        _sum.Dispose();
        _sum = new ChecksumBuilder(ChecksumKind.Crc32C);
        Received = 0;
    }

    public void Dispose() => _sum.Dispose();
}
