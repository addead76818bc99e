namespace DataJoint.Cli.Transfers;

/// <summary>How fast bytes come: over the last seconds, so that a stall or a change of speed shows soon.</summary>
internal sealed class TransferRate
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Queue<(TimeSpan Time, long Bytes)> _samples = new([(TimeSpan.Zero, 0)]);

    /// <summary>Takes note of how far it is.</summary>
    /// <param name="elapsed">The time since the beginning.</param>
    /// <param name="bytes">What has been moved since the beginning.</param>
    /// <returns>Bytes a second, or null when it is too early to say.</returns>
    public double? Add(TimeSpan elapsed, long bytes)
    {
        while (_samples.Count > 1 && elapsed - _samples.Peek().Time > Window)
        {
            _samples.Dequeue();
        }

        (TimeSpan since, long before) = _samples.Peek();
        _samples.Enqueue((elapsed, bytes));
        double seconds = (elapsed - since).TotalSeconds;
        return seconds < 0.2 ? null : (bytes - before) / seconds;
    }
}
