using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections.Tests;

/// <summary>Pooled connections, on every server alike.</summary>
public abstract class PooledTests(Backend backend)
{
    [Fact]
    public async Task Sessions_are_used_again_and_never_more_than_the_pool_has_places()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using DbDataSource source = bench.Load().CreateDataSource(new DataSourceOptions { MaximumPoolSize = 4 });
        ConcurrentDictionary<long, bool> sessions = new();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            for (int j = 0; j < 5; j++)
            {
                await using DbConnection connection = i % 2 == 0 ? await source.OpenConnectionAsync() : await Task.Run(source.OpenConnection);
                sessions[await connection.NumberAsync(backend.SessionId)] = true;
            }
        }));
        sessions.Count.ShouldBeInRange(1, 4);
    }

    [Fact]
    public async Task A_disposed_source_closes_its_sessions()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        DbDataSource source = bench.Load().CreateDataSource();
        DbConnection kept = await source.OpenConnectionAsync();
        (await source.OpenConnectionAsync()).Dispose();
        await source.DisposeAsync();
        await kept.DisposeAsync();
        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await source.OpenConnectionAsync());
        Should.Throw<ObjectDisposedException>(source.OpenConnection);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_waits_in_vain_learns_that_the_pool_is_full_when_the_time_is_over(bool isAsync)
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using ConnectionSource source = new(SnapshotProvider.From(bench.Load(), null), new SourceMode(1, true, null) { ConnectTimeout = TimeSpan.FromSeconds(1) });
        await using (await Wait.UntilOpenAsync(() => source.OpenConnectionAsync().AsTask()))
        {
            ConnectionException full = isAsync
                ? await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync())
                : Should.Throw<ConnectionException>(() => source.OpenConnection());
            full.ShouldBe("DJ3032", bench.Account.Password).IsTransient.ShouldBeTrue();
        }

        await using DbConnection next = await Wait.UntilOpenAsync(() => source.OpenConnectionAsync().AsTask());
        (await next.NumberAsync(backend.SessionId)).ShouldBeGreaterThan(0, "what came free is there for the next");
    }

    [Fact]
    [Trait("Suite", "Stress")]
    public async Task Who_waits_in_vain_for_a_free_one_is_told()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using ConnectionSource source = new(SnapshotProvider.From(bench.Load(), null), new SourceMode(1, true, null) { ConnectTimeout = LongLimits.UsualConnectTimeout });
        await using DbConnection taken = await source.OpenConnectionAsync();
        long begin = Stopwatch.GetTimestamp();
        Task<ConnectionException> other = Task.Run(() => Should.Throw<ConnectionException>(() => source.OpenConnection()));
        ConnectionException full = await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync());
        full.ShouldBe("DJ3032", bench.Account.Password).IsTransient.ShouldBeTrue();
        (await other).Diagnostic.Id.ShouldBe("DJ3032");
        Stopwatch.GetElapsedTime(begin).TotalSeconds.ShouldBeInRange(9, 19, "ten seconds, and once only");
    }

    [Fact]
    public async Task Who_waits_gets_what_comes_free()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using DbDataSource source = bench.Load().CreateDataSource(new DataSourceOptions { MaximumPoolSize = 1 });
        DbConnection taken = await source.OpenConnectionAsync();
        ValueTask<DbConnection> waiting = source.OpenConnectionAsync();
        waiting.IsCompleted.ShouldBeFalse();
        await taken.DisposeAsync();
        await using DbConnection got = await waiting;
        (await got.NumberAsync(backend.SessionId)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_a_session_was_told_is_forgotten_when_it_comes_back()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using DbDataSource source = bench.Load().CreateDataSource(new DataSourceOptions { MaximumPoolSize = 1 });
        (string set, string query, string expected) = backend.SessionSetting;
        await using (DbConnection connection = await source.OpenConnectionAsync())
        {
            await connection.RunAsync(set);
            (await connection.RunAsync(query)).ShouldBe(expected);
        }

        await using DbConnection next = await source.OpenConnectionAsync();
        (await next.RunAsync(query)).ShouldNotBe(expected);
    }

    [Fact]
    public async Task Commands_of_the_source_and_connections_that_others_open_work_too()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        bench["database.use_tls"] = null;
        await using DbDataSource source = bench.Load().CreateDataSource();
        await using (DbCommand command = source.CreateCommand(backend.CurrentUser))
        {
            (await command.ExecuteScalarAsync()).ShouldBe(bench.Account.User);
        }

        await using DbConnection connection = source.CreateConnection();
        await connection.OpenAsync();
        (await connection.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    [Fact]
    public async Task A_new_user_in_the_settings_counts_from_the_next_opening_on()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using Bench other = await Bench.AtAsync(backend);
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource();
        await using DbConnection before = await source.OpenConnectionAsync();
        bench.WriteSecret("database.user", other.Account.User);
        bench.WriteSecret("database.password", other.Account.Password);
        bench["database.name"] = backend.DatabaseOf(other.Account);
        bench.Save();
        config.Reload();

        await using DbConnection after = await source.OpenConnectionAsync();
        (await after.RunAsync(backend.CurrentUser)).ShouldBe(other.Account.User);
        (await before.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User, "who works is not disturbed");
        await before.DisposeAsync();
        await Wait.UntilAsync(async () => await bench.SessionsAsync() == 0);
    }
}
