namespace DataJoint.Stores.S3;

/// <summary>
/// What the SDK throws away with every call. The runtime lets it pile up to the size of the processor's cache, tens of megabytes; a transfer of many objects
/// or a long listing clears it away sooner. Who makes few calls never comes to that.
/// </summary>
internal sealed class YoungGarbage
{
    /// <summary>About what a call leaves.</summary>
    public const int OfCall = 32 << 10;

    /// <summary>About what a page of a listing leaves.</summary>
    public const int OfPage = 512 << 10;

    private const int Most = 2 << 20;

    private int _bytes;

    public void Add(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) >= Most)
        {
            Interlocked.Exchange(ref _bytes, 0);
            GC.Collect(0);
        }
    }
}
