using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>
/// Workers who open, use and close connections until they are told to end: pooled ones, and each eighth time one of their own, so that there is always
/// somebody who logs in.
/// </summary>
internal sealed class Workload : IAsyncDisposable
{
    public const int Workers = 50;

    private readonly Backend _backend;
    private readonly DbDataSource _source;
    private readonly DataJointConfig _config;
    private readonly ConcurrentDictionary<long, bool> _sessions = new();
    private readonly ConcurrentDictionary<string, bool> _users = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly SemaphoreSlim _openings;
    private readonly long[] _turns = new long[Workers];
    private readonly Task _work;
    private volatile bool _isOver;
    private long _done;
    private long _own;

    private Workload(Backend backend, DbDataSource source, DataJointConfig config, int openings)
    {
        (_backend, _source, _config, _openings) = (backend, source, config, new SemaphoreSlim(openings));
        _work = Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker))));
    }

    /// <param name="backend">The database's kind.</param>
    /// <param name="source">What they take pooled connections from.</param>
    /// <param name="config">What they open connections of their own with.</param>
    /// <param name="openings">How many of them may be opening at the same moment; all of these can be refused when a password changes.</param>
    public static Workload Start(Backend backend, DbDataSource source, DataJointConfig config, int openings = Workers) => new(backend, source, config, openings);

    /// <summary>
    /// Lets them work for some time, and on a slow machine for as long as it takes: until more is done than can have been under way before. Ends early when
    /// something has failed.
    /// </summary>
    /// <param name="least">The least time, in milliseconds.</param>
    /// <param name="logins">So many connections of their own they must have opened.</param>
    public async Task GoOnAsync(int least, int logins = Workers / 3)
    {
        (long done, long own) = (Interlocked.Read(ref _done), Interlocked.Read(ref _own));
        long begin = Stopwatch.GetTimestamp();
        await Wait.UntilAsync(
            () => !_failures.IsEmpty || (Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= least
                && Interlocked.Read(ref _done) > done + Workers && Interlocked.Read(ref _own) > own + logins),
            () => $"{Interlocked.Read(ref _done) - done} pieces of work were done.");
    }

    /// <summary>Waits until nobody is at what he was at, so that all have begun with the settings of now.</summary>
    public async Task PassAsync()
    {
        long[] before = [.. Enumerable.Range(0, Workers).Select(worker => Interlocked.Read(ref _turns[worker]))];
        await Wait.UntilAsync(() => !_failures.IsEmpty || Enumerable.Range(0, Workers).All(worker => Interlocked.Read(ref _turns[worker]) > before[worker]));
    }

    /// <summary>Lets everybody finish what he is at, and reports.</summary>
    public async Task<WorkReport> EndAsync()
    {
        await DisposeAsync();
        return new WorkReport(_done, _sessions.Count, [.. _users.Keys], [.. _failures]);
    }

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await _work;
        _openings.Dispose();
    }

    private async Task WorkAsync(int worker)
    {
        for (int turn = worker; !_isOver; turn++)
        {
            Interlocked.Increment(ref _turns[worker]);
            try
            {
                if (turn % 8 == 0)
                {
                    await using Connection own = await OpenAsync(() => _config.ConnectAsync());
                    await UseAsync(own.DbConnection);
                    Interlocked.Increment(ref _own);
                }
                else
                {
                    await using DbConnection pooled = await OpenAsync(() => _source.OpenConnectionAsync(CancellationToken.None).AsTask());
                    await UseAsync(pooled);
                }

                Interlocked.Increment(ref _done);
            }
            catch (Exception error)
            {
                _failures.Enqueue(error);
            }

            await Task.Delay(10, CancellationToken.None);
        }
    }

    private async Task<T> OpenAsync<T>(Func<Task<T>> open)
    {
        await _openings.WaitAsync();
        try
        {
            return await open();
        }
        finally
        {
            _openings.Release();
        }
    }

    private async Task UseAsync(DbConnection connection)
    {
        _sessions[await connection.NumberAsync(_backend.SessionId)] = true;
        _users[(string)(await connection.RunAsync(_backend.CurrentUser))!] = true;
    }
}
