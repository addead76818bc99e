using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>Passwords that change under a running program.</summary>
public abstract class RotationTests(Backend backend)
{
    private const int Workers = Workload.Workers;

    [Fact]
    public async Task While_the_server_takes_both_passwords_no_operation_is_lost()
    {
        string current = Account.Unique().Password;
        string added = Account.Unique().Password;
        await using Bench bench = await Bench.AtAsync(backend, await backend.SharedAsync(), new Account(Account.Unique().User, current), isProxied: true);
        Assert.SkipWhen(backend.AddPassword(bench.Account.User, current, added) is null, "PostgreSQL has one password an account: see the test with two accounts");
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = Workers });
        await using var load = Workload.Start(backend, source, config);

        await load.GoOnAsync(300);
        await bench.AdministerAsync(backend.AddPassword(bench.Account.User, current, added)!);
        await load.GoOnAsync(300);
        bench.WriteSecret("database.password", added);
        await load.GoOnAsync(600);
        await bench.AdministerAsync(backend.ChangePassword(bench.Account.User, added));
        await load.GoOnAsync(900);
        WorkReport report = await load.EndAsync();
        report.Failures.ShouldBeEmpty();
        report.Done.ShouldBeGreaterThan(Workers);
        report.Sessions.ShouldBeGreaterThan(Workers, "new sessions were opened all the time");
        (bench.Proxy.Logins - report.Sessions).ShouldBeLessThan(2 * Workers, "who was refused fetched the new password, and nobody was refused twice");
    }

    [Fact]
    public async Task When_the_server_takes_the_new_password_only_it_recovers_without_a_storm_of_refused_logins()
    {
        string added = Account.Unique().Password;
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = Workers });
        await using var load = Workload.Start(backend, source, config);

        // The secret is changed first, as careful people do, and the server an instant later.
        await load.GoOnAsync(300);
        bench.WriteSecret("database.password", added);
        await bench.AdministerAsync(backend.ChangePassword(bench.Account.User, added));
        await load.GoOnAsync(1200);
        WorkReport report = await load.EndAsync();
        report.Failures.ShouldBeEmpty("everybody fetched the new password and went on");
        (bench.Proxy.Logins - report.Sessions).ShouldBeLessThan(2 * Workers, "each worker was refused at most once with the pool's password and once with its own");
    }

    [Fact]
    public async Task When_the_secret_comes_late_it_fails_in_words_and_recovers_by_itself()
    {
        string added = Account.Unique().Password;
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = 4 });
        (await source.OpenConnectionAsync()).Dispose();
        await bench.AdministerAsync(backend.ChangePassword(bench.Account.User, added));
        await bench.KillSessionsAsync();
        await Task.Delay(600);

        int before = bench.Proxy.Logins;
        (await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync())).ShouldBe("DJ3008", bench.Account.Password);
        (bench.Proxy.Logins - before).ShouldBe(1, "the settings have no other password, so it is not tried again");

        File.WriteAllText(Path.Combine(bench.Root, "datajoint.json"), "{ broken");
        bench.WriteSecret("database.password", added);
        ConnectionException still = await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync());
        still.ShouldBe("DJ3008", bench.Account.Password).ShouldNotTell(added);

        bench.Save();
        await using DbConnection next = await source.OpenConnectionAsync();
        (await next.RunAsync(backend.CurrentUser)).ShouldBe(bench.Account.User);
        using Connection own = config.Connect();
        own.Ping();
    }

    [Fact]
    public Task User_and_password_change_as_a_pair_and_are_never_mixed() => ShouldChangeAsPairAsync(turns: 4);

    [Fact]
    [Trait("Suite", "Stress")]
    public Task Nor_are_they_when_they_change_often() => ShouldChangeAsPairAsync(turns: 40);

    private async Task ShouldChangeAsPairAsync(int turns)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await using Bench other = await Bench.AtAsync(backend);
        await bench.AdministerAsync(backend.GrantAll(backend.DatabaseOf(bench.Account), other.Account.User));
        DataJointConfig config = bench.Load();
        File.Delete(Path.Combine(bench.Root, ".secrets", "database.user"));
        File.Delete(Path.Combine(bench.Root, ".secrets", "database.password"));
        WritePair(bench, bench.Account);
        config.Reload();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = Workers });
        await using var load = Workload.Start(backend, source, config);
        for (int i = 1; i <= turns; i++)
        {
            await load.GoOnAsync(60, logins: 1);
            WritePair(bench, i % 2 == 0 ? bench.Account : other.Account);
            config.Reload();
        }

        await load.GoOnAsync(60, logins: 1);
        WorkReport report = await load.EndAsync();
        report.Failures.ShouldBeEmpty("a user with the other's password would have been refused");
        report.Users.Order().ShouldBe(new[] { bench.Account.User, other.Account.User }.Order());
    }

    [Fact]
    public async Task A_watch_brings_each_new_pair_to_work_that_goes_on()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await using Bench other = await Bench.AtAsync(backend);
        await bench.AdministerAsync(backend.GrantAll(backend.DatabaseOf(bench.Account), other.Account.User));
        DataJointConfig config = bench.Load();
        File.Delete(Path.Combine(bench.Root, ".secrets", "database.user"));
        File.Delete(Path.Combine(bench.Root, ".secrets", "database.password"));
        WritePair(bench, bench.Account);
        config.Reload();
        await using DbDataSource source = config.CreateDataSource(new DataSourceOptions { MaximumPoolSize = Workers });
        await using ConfigurationWatch watch = config.Watch(new WatchOptions { Interval = TimeSpan.FromSeconds(1) });
        await using var load = Workload.Start(backend, source, config);
        Account former = bench.Account;
        Account next = other.Account;
        for (int turn = 1; turn <= 3; turn++)
        {
            await load.GoOnAsync(60, logins: 1);
            WritePair(bench, next);
            await Wait.UntilAsync(() => config.Database.User == next.User);
            await load.PassAsync(); // an opening that takes longer than several changes would be refused each time

            // Whoever knows the former password only is refused from now on.
            Account renewed = new(former.User, Account.Unique().Password);
            await bench.AdministerAsync(backend.ChangePassword(renewed.User, renewed.Password));
            (former, next) = (next, renewed);
        }

        await load.GoOnAsync(60, logins: 1);
        WorkReport report = await load.EndAsync();
        report.Failures.ShouldBeEmpty();
        report.Users.Order().ShouldBe(new[] { bench.Account.User, other.Account.User }.Order());
    }

    [Fact]
    public Task An_old_account_with_another_password_gives_way_to_the_new_pair() =>
        ShouldGiveWayAsync(old => backend.ChangePassword(old, "fake-nobody-knows"));

    [Fact]
    public Task A_locked_old_account_gives_way_to_the_new_pair() => ShouldGiveWayAsync(backend.Lock);

    [Fact]
    public Task An_expired_old_account_gives_way_to_the_new_pair() => ShouldGiveWayAsync(backend.Expire);

    [Fact]
    public async Task Who_was_given_a_password_in_an_argument_is_refused_once()
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        ConnectionArguments wrong = new() { Password = new Secret("fake-wrong") };
        (await Should.ThrowAsync<ConnectionException>(() => bench.Load().ConnectAsync(wrong))).ShouldBe("DJ3008", "fake-wrong");
        bench.Proxy.Logins.ShouldBe(1);
    }

    /// <summary>The new pair is in the files before anything is done to the old account, and comes into force with the first opening after that.</summary>
    private async Task ShouldGiveWayAsync(Func<string, string> close)
    {
        await using Bench bench = await Bench.AtAsync(backend, isProxied: true);
        await using Bench other = await Bench.AtAsync(backend);
        await bench.AdministerAsync(backend.GrantAll(backend.DatabaseOf(bench.Account), other.Account.User));

        // On MariaDB an account whose password has expired is let in, and its first statement refused.
        bench["connection.init_function"] = "SELECT 1";
        DataJointConfig config = bench.Load();
        await using DbDataSource source = config.CreateDataSource();
        (await source.OpenConnectionAsync()).Dispose();

        bench.WriteSecret("database.password", other.Account.Password);
        bench.WriteSecret("database.user", other.Account.User);
        await bench.AdministerAsync(close(bench.Account.User));
        await bench.KillSessionsAsync();
        await Task.Delay(600);
        int before = bench.Proxy.Logins;
        await using DbConnection next = await source.OpenConnectionAsync();
        (await next.RunAsync(backend.CurrentUser)).ShouldBe(other.Account.User);
        (bench.Proxy.Logins - before).ShouldBeLessThanOrEqualTo(2, "the old pair was tried once more at most");
        await using Connection own = await config.ConnectAsync();
        await own.PingAsync();
    }

    private static void WritePair(Bench bench, Account account) =>
        bench.WriteSecret("datajoint.json", $$"""{ "database.user": "{{account.User}}", "database.password": "{{account.Password}}" }""");
}
