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
    private readonly Task _work;
    private volatile bool _isOver;
    private long _done;
    private long _own;

    private Workload(Backend backend, DbDataSource source, DataJointConfig config)
    {
        (_backend, _source, _config) = (backend, source, config);
        _work = Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker))));
    }

    public static Workload Start(Backend backend, DbDataSource source, DataJointConfig config) => new(backend, source, config);

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
    }

    private async Task WorkAsync(int worker)
    {
        for (int turn = worker; !_isOver; turn++)
        {
            try
            {
                if (turn % 8 == 0)
                {
                    await using Connection own = await _config.ConnectAsync();
                    await UseAsync(own.DbConnection);
                    Interlocked.Increment(ref _own);
                }
                else
                {
                    await using DbConnection pooled = await _source.OpenConnectionAsync(CancellationToken.None);
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

    private async Task UseAsync(DbConnection connection)
    {
        _sessions[await connection.NumberAsync(_backend.SessionId)] = true;
        _users[(string)(await connection.RunAsync(_backend.CurrentUser))!] = true;
    }
}
