using System.Data;
using System.Data.Common;
using System.Diagnostics;

namespace DataJoint.Connections.DataSources;

/// <summary>
/// How many connections of a driver's pool are free, as far as can be seen from outside: those that were handed out and came back. So it is known beforehand
/// whether an opening will log in. Dead ones count until somebody finds out.
/// </summary>
internal sealed class PoolEstimate
{
    private readonly int _size;
    private readonly StateChangeEventHandler _onStateChange;
    private long _handedOut;
    private int _idle;
    private int _busy;

    /// <param name="size">The most connections; 0 for no pool.</param>
    public PoolEstimate(int size)
    {
        _size = size;
        _onStateChange = OnStateChange;
    }

    /// <summary>Whether a connection was handed out just now, so that a free one is alive with great probability.</summary>
    public bool IsWarm => Stopwatch.GetElapsedTime(Volatile.Read(ref _handedOut)) < IdleConnectionTracker.Trust;

    /// <summary>Whether an opening has to wait until somebody gives a connection back.</summary>
    public bool IsFull => _size > 0 && Volatile.Read(ref _busy) >= _size;

    /// <summary>Reserves a free connection for an opening, so that no other counts on it.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryTake()
    {
        int idle = Volatile.Read(ref _idle);
        while (idle > 0)
        {
            int seen = Interlocked.CompareExchange(ref _idle, idle - 1, idle);
            if (seen == idle)
            {
                return true;
            }

            idle = seen;
        }

        return false;
    }

    /// <summary>Notes that a connection is handed out.</summary>
    public void NoteHandedOut(DbConnection connection)
    {
        if (_size > 0)
        {
            Volatile.Write(ref _handedOut, Stopwatch.GetTimestamp());
            Interlocked.Increment(ref _busy);
            connection.StateChange += _onStateChange;
        }
    }

    /// <summary>Notes that the free ones are gone.</summary>
    public void Forget() => Volatile.Write(ref _idle, 0);

    private void OnStateChange(object sender, StateChangeEventArgs change)
    {
        if (change.OriginalState == ConnectionState.Open && change.CurrentState == ConnectionState.Closed)
        {
            Interlocked.Decrement(ref _busy);
            Interlocked.Increment(ref _idle);
        }
    }
}
