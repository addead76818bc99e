namespace DataJoint.Cli.Transfers;

/// <summary>One transfer among several, as part of their common progress.</summary>
internal sealed class PartialProgress(TransferProgress whole, long size) : IProgress<long>
{
    private long _told;

    public void Report(long value)
    {
        long now = Math.Min(value, size);
        whole.Add(now - Interlocked.Exchange(ref _told, now));
    }
}
