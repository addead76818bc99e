using System.Collections.Concurrent;
using System.Diagnostics;

namespace DataJoint.Connections.DataSources;

/// <summary>Remembers when each physical connection of a pool was last handed out, so that only those that sat idle are tested.</summary>
internal sealed class IdleConnectionTracker
{
    /// <summary>The longest time without use for which a connection is taken to be alive without asking it.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<int, long> _handedOut = new();
    private readonly int _max;

    /// <summary>Makes an empty memory.</summary>
    /// <param name="poolSize">The most physical connections at a time.</param>
    public IdleConnectionTracker(int poolSize) => _max = 4 * poolSize;

    /// <summary>Notes that a physical connection is handed out.</summary>
    /// <param name="identity">Which one.</param>
    /// <returns>Whether it was handed out before, and not lately, so that it may have died since.</returns>
    public bool NeedsValidation(int identity)
    {
        long now = Stopwatch.GetTimestamp();
        bool isKnown = _handedOut.TryGetValue(identity, out long last);
        _handedOut[identity] = now;
        if (!isKnown && _handedOut.Count > _max)
        {
            Forget(now);
        }

        return isKnown && Stopwatch.GetElapsedTime(last, now) > Trust;
    }

    /// <summary>Drops what is old: servers give ever new numbers.</summary>
    private void Forget(long now)
    {
        foreach ((int identity, long last) in _handedOut)
        {
            if (Stopwatch.GetElapsedTime(last, now) > Trust)
            {
                _handedOut.TryRemove(identity, out _);
            }
        }
    }
}
