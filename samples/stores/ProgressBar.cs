using System.Diagnostics;
using System.Globalization;
using DataJoint.Stores;

namespace Laboratory;

/// <summary>A bar with rate and time left on a terminal; elsewhere only the line at the end.</summary>
internal sealed class ProgressBar(long bytes, int objects) : IProgress<BulkProgress>, IDisposable
{
    private const int Width = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown = -Pause;
    private bool _isDrawn;

    // Called by one transfer at a time.
    public void Report(BulkProgress value)
    {
        if (Console.IsOutputRedirected || _clock.Elapsed - _shown < Pause)
        {
            return;
        }

        _shown = _clock.Elapsed;
        _isDrawn = true;
        double part = bytes == 0 ? 1 : Math.Min(1, (double)value.Bytes / bytes);
        double rate = value.Bytes / Math.Max(_clock.Elapsed.TotalSeconds, 0.001);
        TimeSpan left = rate < 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Max(0, bytes - value.Bytes) / rate);
        string filled = new('#', (int)(part * Width));
        Console.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\r[{filled,-Width}] {part,4:0%}  {value.Objects}/{objects}  {rate / 1e6:0.0} MB/s  {left:hh\\:mm\\:ss} left  "));
    }

    public void Finish(BulkProgress copied)
    {
        Dispose();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{copied.Objects} recordings, {copied.Bytes} bytes copied in {_clock.Elapsed.TotalSeconds:0.0} s."));
    }

    public void Dispose()
    {
        if (_isDrawn)
        {
            Console.WriteLine();
            _isDrawn = false;
        }
    }
}
