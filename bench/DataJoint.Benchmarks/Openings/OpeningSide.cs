using System.Diagnostics;

namespace DataJoint.Benchmarks;

/// <summary>One of the two sides of a comparison: a way to open a connection, use it where it is pooled, and dispose of it.</summary>
/// <param name="operation">The whole of it.</param>
/// <param name="forget">Closes what a pool keeps.</param>
internal sealed class OpeningSide(Func<ValueTask> operation, Action forget)
{
    private const int Warming = 5;
    private readonly List<double> _microseconds = [];
    private readonly List<double> _bytes = [];

    /// <summary>What the operation takes when nothing disturbs it, a figure a round: nine in ten take longer.</summary>
    public List<double> Microseconds { get; } = [];

    /// <summary>
    /// What the operation allocates on whichever thread: nine in ten blocks allocate less. The median would depend on luck: an asynchronous call allocates
    /// only when the answer is not there yet, and that is for the machine to say.
    /// </summary>
    public double Bytes => _bytes.Order().ElementAt(_bytes.Count * 9 / 10);

    /// <summary>Begins with new physical connections: one may be slower than others for as long as it lives.</summary>
    public async Task BeginRoundAsync()
    {
        forget();
        await RepeatAsync(Warming);
    }

    public void Forget() => forget();

    public async Task RepeatAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            await operation();
        }
    }

    public async Task TimeAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await operation();
            _microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
    }

    public async Task CountAsync(int operations)
    {
        long start = GC.GetTotalAllocatedBytes(precise: true);
        await RepeatAsync(operations);
        _bytes.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - start) / operations);
    }

    public void EndRound()
    {
        _microseconds.Sort();
        Microseconds.Add(_microseconds[_microseconds.Count / 10]);
        _microseconds.Clear();
        forget();
    }
}
