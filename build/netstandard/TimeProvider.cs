namespace DataJoint;

/// <summary>A clock.</summary>
internal abstract class TimeProvider
{
    public static TimeProvider System { get; } = new SystemClock();

    public abstract DateTimeOffset GetUtcNow();

    private sealed class SystemClock : TimeProvider
    {
#pragma warning disable RS0030 // The system's clock, where there is no class of .NET for it.
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow;
#pragma warning restore RS0030
    }
}
