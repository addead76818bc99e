using System.Diagnostics;

namespace DataJoint.Connections;

/// <summary>
/// Openings that waited for a pooled connection which does not answer any more. The next attempt has its time only when the server gives a sign of
/// life: else one opening would wait twice as long as it may.
/// </summary>
internal static class Stalls
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    /// <summary>What an attempt has cost that failed because a pooled connection did not answer: all the time that the driver gives it.</summary>
    internal static TimeSpan TimeOf(Exception error, Generation generation) =>
        generation.Driver.RemedyFor(error, generation) == Remedy.FreshPool ? TimeSpan.FromSeconds(DatabaseDriver.OpeningPatience) : TimeSpan.Zero;

    /// <summary>Ends an opening that has waited long enough, when the server says nothing at all.</summary>
    /// <exception cref="ConnectionException">It does not.</exception>
    internal static void ThrowIfSilent(Generation generation, TimeSpan waited)
    {
        DatabaseTarget target = generation.Target;
        if (waited < Short || target.IsUnixSocket)
        {
            return;
        }

        long begin = Stopwatch.GetTimestamp();
        if (FirstByte.AskFor(target) is null)
        {
            throw CommonFaults.TimedOut(target, waited + Stopwatch.GetElapsedTime(begin)).ToException(generation, null);
        }
    }

    /// <summary>The same, asynchronously.</summary>
    internal static Task ThrowIfSilentAsync(Generation generation, TimeSpan waited, CancellationToken cancellationToken) =>
        waited < Short ? Task.CompletedTask : AskAsync(generation, waited, cancellationToken);

    private static Task AskAsync(Generation generation, TimeSpan waited, CancellationToken cancellationToken) =>
        Task.Run(() => ThrowIfSilent(generation, waited), CancellationToken.None).WaitAsync(cancellationToken);
}
