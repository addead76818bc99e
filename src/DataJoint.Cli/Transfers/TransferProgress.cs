using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;

namespace DataJoint.Cli.Transfers;

/// <summary>Tells on standard error how far a transfer is: a line that changes on a terminal, else a line now and then.</summary>
/// <remarks>Safe to tell from several threads at once. A transfer that is over sooner says nothing.</remarks>
internal sealed class TransferProgress : IDisposable, IProgress<long>
{
    private static readonly TimeSpan TerminalPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly TransferRate _rate = new();
    private readonly CommandContext _context;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly bool _isPlain;
    private TimeSpan _next;
    private int _shown;
    private long _done;

    public TransferProgress(CommandContext context, string label, long? total, TimeProvider? clock = null)
    {
        _context = context;
        _clock = clock ?? TimeProvider.System;
        _start = _clock.GetTimestamp();
        _next = IsLive ? TerminalPause : LogPause;
        _isPlain = CheckMarks.For(context.Terminal) == CheckMarks.Ascii;
        Label = label;
        Total = total;
    }

    /// <summary>How long between two lines that stay.</summary>
    public static TimeSpan LogPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is moved now.</summary>
    public string Label { get; set; }

    /// <summary>All bytes, or null as long as nobody knows.</summary>
    public long? Total { get; set; }

    public long Done => Interlocked.Read(ref _done);

    public TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    private bool IsLive => _context.Terminal.IsErrorTerminal;

    /// <summary>So many more bytes are through.</summary>
    public void Add(long bytes)
    {
        Interlocked.Add(ref _done, bytes);
        Show();
    }

    /// <summary>So many bytes are through by now; for one transfer.</summary>
    public void Report(long value)
    {
        Interlocked.Exchange(ref _done, value);
        Show();
    }

    /// <summary>Writes something else meanwhile.</summary>
    public void Interrupt(Action write)
    {
        lock (_gate)
        {
            Clear();
            write();
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Clear();
        }
    }

    private void Show()
    {
        TimeSpan elapsed = Elapsed;
        if (elapsed < _next || !_gate.TryEnter())
        {
            return;
        }

        try
        {
            _next = elapsed + (IsLive ? TerminalPause : LogPause);
            Write(new ProgressState(Label, Done, Total, _rate.Add(elapsed, Done)));
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Write(ProgressState state)
    {
        if (!IsLive)
        {
            _context.Error.Write(ProgressText.LogLine(state) + "\n");
        }
        else
        {
            string line = ProgressText.Line(state, _context.Terminal.Width(), _isPlain);
            int width = TextWidth.Measure(line);
            _context.Error.Write("\r" + line + new string(' ', Math.Max(0, _shown - width)));
            _shown = width;
        }

        _context.Error.Flush();
    }

    private void Clear()
    {
        if (_shown > 0)
        {
            _context.Error.Write("\r" + new string(' ', _shown) + "\r");
            _context.Error.Flush();
            _shown = 0;
        }
    }
}
