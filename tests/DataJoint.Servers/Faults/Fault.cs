using System.Text;

namespace DataJoint.Servers;

/// <summary>
/// What is to happen to a connection through a <see cref="FaultProxy"/>, and when: at once, or after so many bytes or a text went by, counted from when the
/// connection got the fault. For example <c>Fault.Reset.AfterBytes(Side.Server, 40)</c>.
/// </summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>Everything passes.</summary>
    public static Fault None { get; } = new(FaultKind.None);

    /// <summary>Both ends are closed in order, as when a server process ends.</summary>
    public static Fault Cut { get; } = new(FaultKind.Cut);

    /// <summary>The client's end is reset (RST); the server's is closed in order, so that it still reads what it was sent.</summary>
    public static Fault Reset { get; } = new(FaultKind.Reset);

    /// <summary>Both ends stay open and nothing passes any more, until the fault is taken away: then everything that was held back goes on.</summary>
    public static Fault BlackHole { get; } = new(FaultKind.BlackHole);

    /// <summary>One byte from the side that the fault waits for is changed; then everything passes.</summary>
    public static Fault Corrupt { get; } = new(FaultKind.Corrupt);

    internal FaultKind Kind { get; }

    /// <summary>For <see cref="HalfOpen"/>, the end that is closed.</summary>
    internal Side Closed { get; private init; }

    /// <summary>For <see cref="Slow"/>; zero for no limit.</summary>
    internal int BytesPerSecond { get; private init; }

    /// <summary>For <see cref="Late"/>.</summary>
    internal TimeSpan Delay { get; private init; }

    /// <summary>The side whose bytes are watched.</summary>
    internal Side Watched { get; private init; }

    /// <summary>How many bytes pass before the fault, or null.</summary>
    internal long? Bytes { get; private init; }

    /// <summary>The text that brings the fault, or null.</summary>
    internal byte[]? Text { get; private init; }

    /// <summary>Whether the text itself still passes.</summary>
    internal bool LetsTextPass { get; private init; }

    internal bool IsAtOnce => Bytes is null && Text is null;

    /// <summary>One end is closed; the other stays open, and what it sends is thrown away, as when the other machine lost its power.</summary>
    public static Fault HalfOpen(Side closed) => new(FaultKind.HalfOpen) { Closed = closed };

    /// <summary>At most so many bytes a second pass in each direction.</summary>
    public static Fault Slow(int bytesPerSecond) => new(FaultKind.Slow) { BytesPerSecond = bytesPerSecond };

    /// <summary>Whatever arrives goes on only after this time, in each direction.</summary>
    public static Fault Late(TimeSpan delay) => new(FaultKind.Slow) { Delay = delay };

    /// <summary>The fault comes once exactly so many bytes from one side have passed.</summary>
    public Fault AfterBytes(Side from, long bytes) => this with { Watched = from, Bytes = bytes, Text = null };

    /// <summary>The fault comes once one side has sent a text in ASCII, which still reaches the other: a statement whose answer never comes.</summary>
    public Fault AfterText(Side from, string text) => this with { Watched = from, Bytes = null, Text = Encoding.ASCII.GetBytes(text), LetsTextPass = true };

    /// <summary>The fault comes when one side has sent a text in ASCII, which does not reach the other as a whole: a statement that was never run.</summary>
    public Fault BeforeText(Side from, string text) => this with { Watched = from, Bytes = null, Text = Encoding.ASCII.GetBytes(text), LetsTextPass = false };
}
