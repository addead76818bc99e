using System.Diagnostics;

namespace DataJoint.Benchmarks;

/// <summary>Opening through DataJoint against the bare driver, in turns, so that a busy machine troubles both alike.</summary>
internal sealed class OpeningComparison(OpeningKind kind, OpeningSide ours, OpeningSide bare)
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);

    public OpeningKind Kind => kind;

    public double Microseconds => Median.Of(ours.Microseconds);

    public double BareMicroseconds => Median.Of(bare.Microseconds);

    public double TimeRatio => Median.Of(ours.Microseconds.Zip(bare.Microseconds, (a, b) => a / b));

    public double Bytes => ours.Bytes;

    public double BareBytes => bare.Bytes;

    public bool IsKept => TimeRatio <= kind.TimeBound && Bytes - BareBytes <= kind.BytesBound;

    /// <summary>Operations of one side in a row: pooled ones are so short that the change of sides would count.</summary>
    private int Block => kind.IsPooled ? 20 : 1;

    /// <summary>Until the runtime has compiled both sides as well as it can, which on one processor it only does when there is time.</summary>
    public async Task WarmUpAsync()
    {
        ours.Forget();
        bare.Forget();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUpTime)
        {
            await ours.RepeatAsync(Block);
            await bare.RepeatAsync(Block);
        }

        await Task.Delay(WarmUpTime / 5);
    }

    /// <summary>A cold opening takes up to a hundred times as long as a pooled one, and a round needs some dozens.</summary>
    private TimeSpan RoundTime => TimeSpan.FromMilliseconds(kind.IsPooled ? 150 : 400);

    public async Task RunAsync(int round)
    {
        (OpeningSide first, OpeningSide second) = round % 2 == 0 ? (ours, bare) : (bare, ours);
        await first.BeginRoundAsync();
        await second.BeginRoundAsync();
        long start = Stopwatch.GetTimestamp();
        do
        {
            await first.TimeAsync(Block);
            await second.TimeAsync(2 * Block);
            await first.TimeAsync(Block);
        }
        while (Stopwatch.GetElapsedTime(start) < RoundTime);

        for (int i = 0; i < 10; i++)
        {
            await first.CountAsync(Block);
            await second.CountAsync(Block);
        }

        first.EndRound();
        second.EndRound();
    }
}
