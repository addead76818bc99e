using System.Collections.Concurrent;

namespace DataJoint.Servers;

/// <summary>What goes wrong with the reads of a service that keeps secrets. Everything else that it is asked, a login for instance, works.</summary>
public sealed class StandInFaults
{
    private readonly ConcurrentQueue<StandInResponse> _next = new();
    private readonly TaskCompletionSource _together = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _held;
    private int _gathering;
    private int _underWay;
    private int _reads;

    /// <summary>How many reads there were.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>The next reads are answered so, each answer once.</summary>
    public void AnswerNext(params IEnumerable<StandInResponse> responses)
    {
        foreach (StandInResponse response in responses)
        {
            _next.Enqueue(response);
        }
    }

    /// <summary>From now on no read is answered until <see cref="Release"/>.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Answers what is held.</summary>
    public void Release() => Interlocked.Exchange(ref _held, null)?.TrySetResult();

    /// <summary>No read is answered before this many are under way at the same time.</summary>
    public void Gather(int reads) => _gathering = reads;

    /// <summary>What the service calls for each read before it answers.</summary>
    /// <returns>The answer in place of its own, or null.</returns>
    public async Task<StandInResponse?> ApplyAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _reads);
        if (Interlocked.Increment(ref _underWay) >= _gathering)
        {
            _together.TrySetResult();
        }

        try
        {
            await (_gathering > 0 ? _together.Task : Task.CompletedTask).WaitAsync(cancellation);
            await (_held?.Task ?? Task.CompletedTask).WaitAsync(cancellation);
            return _next.TryDequeue(out StandInResponse? response) ? response : null;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
