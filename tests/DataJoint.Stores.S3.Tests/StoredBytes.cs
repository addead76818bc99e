namespace DataJoint.Stores.S3.Tests;

/// <summary>How much of a write the server has confirmed, for who has to wait until it is so much.</summary>
internal sealed class StoredBytes : IProgress<long>
{
    // No test takes as long; only one that would wait for ever.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly object _gate = new();
    private long _stored;

    public void Report(long value)
    {
        lock (_gate)
        {
            _stored = value;
            Monitor.PulseAll(_gate);
        }
    }

    public void WaitFor(long bytes)
    {
        lock (_gate)
        {
            while (_stored < bytes)
            {
                Monitor.Wait(_gate, Timeout).ShouldBeTrue($"{_stored} of {bytes} bytes were stored");
            }
        }
    }
}
