using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>Wrong passwords under many workers: the server refuses each three times at most, so that no account is locked.</summary>
public abstract class LockoutTests(Backend backend)
{
    private const int Workers = 50;

    [Fact]
    public async Task A_rotation_with_a_wrong_password_in_between_locks_no_account()
    {
        string added = Account.Unique().Password;
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = Workers });
        (await source.OpenConnectionAsync()).Dispose();
        (await config.ConnectAsync()).Dispose();
        await LimitFailuresAsync(bench);

        await bench.AdministerAsync(backend.ChangePassword(bench.Account.User, added));
        bench.WriteSecret("database.password", "fake-wrong-" + bench.Account.User);
        await bench.KillSessionsAsync();
        await Task.Delay(600); // A pool of PostgreSQL hands out untested what was used just now.
        int before = bench.Proxy.Logins;
        ConnectionException[] refused = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            ConnectionException last = null!;
            for (int i = 0; i < 20; i++)
            {
                last = await RefusedAsync(source, config, worker + i);
            }

            return last;
        })));
        Array.ForEach(refused, each => each.ShouldBe("DJ3008", added));
        refused.Count(each => each.Message.Contains("not sent again before", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(Workers - 6);
        (bench.Proxy.Logins - before).ShouldBeLessThanOrEqualTo(6, "three times the old password, and three times the wrong one");

        bench.WriteSecret("database.password", added);
        await using DbConnection next = await source.OpenConnectionAsync();
        (await next.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        using Connection own = config.Connect();
        own.Ping();
    }

    [Fact]
    public async Task Many_who_begin_with_a_wrong_password_are_refused_three_times_in_all()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        bench.WriteSecret("database.password", "fake-wrong-" + bench.Account.User);
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource();
        await using DbDataSource other = bench.Load().CreateDataSource();
        await LimitFailuresAsync(bench);
        ConnectionException[] refused = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(
            () => RefusedAsync(worker % 3 == 0 ? source : other, config, worker))));
        Array.ForEach(refused, each => each.ShouldBe("DJ3008", bench.Account.Password));
        bench.Proxy.Logins.ShouldBeLessThanOrEqualTo(3);
        bench.WriteSecret("database.password", bench.Account.Password);
        await using DbConnection next = await source.OpenConnectionAsync();
        (await next.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    [Fact]
    public async Task Every_form_of_a_wrong_password_counts_together()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        bench.WriteSecret("database.password", "fake\u00a0wro\u0308ng-" + bench.Account.User);
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource();
        for (int i = 0; i < 6; i++)
        {
            (await RefusedAsync(source, config, i)).ShouldBe("DJ3008", bench.Account.Password);
        }

        bench.Proxy.Logins.ShouldBeLessThanOrEqualTo(3);
        bench.WriteSecret("database.password", bench.Account.Password);
        await using DbConnection next = await source.OpenConnectionAsync();
        (await next.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
    }

    private static Task<ConnectionException> RefusedAsync(DbDataSource source, DataJointConfig config, int way) => (way % 4) switch
    {
        0 => Task.FromResult(Should.Throw<ConnectionException>(() => source.OpenConnection())),
        1 => Task.FromResult(Should.Throw<ConnectionException>(() => config.Connect())),
        2 => Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync()),
        _ => Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync()),
    };

    /// <summary>MySQL locks an account by itself; the others do with what administrators add.</summary>
    private async Task LimitFailuresAsync(Bench bench)
    {
        if (backend is MySqlBackend)
        {
            await bench.AdministerAsync($"ALTER USER {backend.Quote(bench.Account.User)} FAILED_LOGIN_ATTEMPTS 10 PASSWORD_LOCK_TIME 1");
        }
    }
}
