using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Everything for which a server refuses, each told with an id and a remedy of its own.</summary>
public abstract class RefusalTests(Backend backend)
{
    [Fact]
    public async Task An_unknown_user_is_refused_like_a_wrong_password()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        bench.WriteSecret("database.user", "nobody");
        string message = (await ShouldBeRefusedAsync(bench, "DJ3008")).Message;
        message.ShouldContain("djc secrets set database.password");
        message.Split(" denied ").Length.ShouldBeLessThanOrEqualTo(2, message);
    }

    [Fact]
    public async Task An_unknown_host_is_told()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        (bench["database.host"], bench["database.use_tls"]) = ("no-such-host.invalid", null);
        ConnectionException refused = await ShouldBeRefusedAsync(bench, "DJ3007");
        refused.Message.ShouldContain("no-such-host.invalid");
        refused.Diagnostics[0].Origin!.ToString().ShouldStartWith("datajoint.json:");
    }

    [Fact]
    public async Task An_unknown_database_is_told()
    {
        DatabaseServer server = await backend.SharedAsync();
        using Laboratory laboratory = new();
        DataJointConfig config = laboratory.At(backend, server);
        (config["database.name"], config["database.use_tls"]) = ("no_such_lab", false);
        ConnectionException refused = Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3009", server.Password);
        refused.Message.ShouldContain("\"no_such_lab\"");
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3009", server.Password);
    }

    [Fact]
    public async Task A_database_that_the_account_may_not_enter_is_told()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        string name = "closed_" + bench.Account.User;
        foreach (string statement in backend.MakeClosedDatabase(name))
        {
            await bench.AdministerAsync(statement);
        }

        bench["database.name"] = name;
        (await ShouldBeRefusedAsync(bench, "DJ3016")).Message.ShouldContain("GRANT");
        await bench.AdministerAsync($"DROP DATABASE {backend.Quote(name)}");
    }

    [Fact]
    public async Task A_statement_that_the_account_may_not_run_is_told()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using Bench other = await Bench.AtAsync(backend);
        await other.MakeCounterAsync();
        await using Connection connection = await bench.Load().ConnectAsync();
        foreach (string statement in (string[])[$"SELECT n FROM {backend.Quote(other.Account.User)}.counter", backend.StatementForAdministrators])
        {
            DbException refused = await Should.ThrowAsync<DbException>(() => connection.DbConnection.RunAsync(statement));
            connection.Explain(refused).ShouldBe("DJ3016", bench.Account.Password).Message.ShouldContain(bench.Account.User);
        }
    }

    [Fact]
    public async Task A_statement_with_a_fault_is_told_in_one_line()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await using Connection connection = await bench.Load().ConnectAsync();
        DbException refused = await Should.ThrowAsync<DbException>(() => connection.DbConnection.RunAsync("SELECT 1 FROM nowhere_at_all"));
        ConnectionException told = connection.Explain(refused).ShouldBe("DJ3027", bench.Account.Password);
        told.Message.ShouldContain("nowhere_at_all");
        told.Message.ShouldNotContain("\\u000a");
        told.Message.ShouldNotContain("POSITION");
    }

    [Fact]
    public async Task A_full_server_is_told_and_is_worth_another_try()
    {
        await using DatabaseServer server = await backend.StartAsync(new DatabaseOptions { Arguments = backend.AtMost(10) });
        await using Bench bench = await Bench.AtAsync(backend, server);
        DataJointConfig config = bench.Load();
        List<Connection> taken = [];
        ConnectionException? full = null;
        while (full is null && taken.Count < 20)
        {
            try
            {
                taken.Add(await config.ConnectAsync());
            }
            catch (ConnectionException refused) when (refused.Diagnostic.Id != "DJ3013")
            {
                full = refused;
            }
            catch (ConnectionException)
            {
                // Late is no answer.
            }
        }

        full.ShouldNotBeNull().ShouldBe("DJ3014", bench.Account.Password).IsTransient.ShouldBeTrue();
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3014", bench.Account.Password);
        taken.ForEach(one => one.Dispose());
        await Wait.UntilAsync(async () =>
        {
            try
            {
                await using Connection again = await config.ConnectAsync();
                return true;
            }
            catch (ConnectionException refused) when (refused.IsTransient)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task An_account_whose_share_is_used_up_is_told()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await bench.AdministerAsync(backend.LimitToOne(bench.Account.User));
        DataJointConfig config = bench.Load();
        using Connection one = config.Connect();
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3014", bench.Account.Password).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_locked_account_is_told()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await bench.AdministerAsync(backend.Lock(bench.Account.User));
        (await ShouldBeRefusedAsync(bench, "DJ3029")).Message.ShouldContain("administrator");
    }

    [Fact]
    public async Task An_expired_password_is_told()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        await bench.AdministerAsync(backend.Expire(bench.Account.User));
        ConnectionException refused = await Should.ThrowAsync<ConnectionException>(async () =>
        {
            await using Connection connection = await bench.Load().ConnectAsync();
            try
            {
                await connection.DbConnection.RunAsync(backend.CurrentUser);
            }
            catch (DbException error)
            {
                // MariaDB lets the account in, and then lets it do nothing.
                throw connection.Explain(error);
            }
        });
        refused.ShouldBe(backend.Expired, bench.Account.Password);
    }

    [Fact]
    public async Task A_machine_that_may_not_come_in_is_told()
    {
        await using DatabaseServer server = await backend.StartAsync(new DatabaseOptions());
        await using (DbConnection administrator = await backend.OpenBareAsync(server, new Account(server.User, server.Password)))
        {
            await backend.KeepOutAsync(server, administrator);
        }

        using Laboratory laboratory = new();
        DataJointConfig config = laboratory.At(backend, server);
        config["database.use_tls"] = false;
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3030", server.Password).Message.ShouldContain("administrator");
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3030", server.Password);
        config = laboratory.At(backend, server);
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3030", server.Password);
    }

    private static async Task<ConnectionException> ShouldBeRefusedAsync(Bench bench, string id)
    {
        DataJointConfig config = bench.Load();
        Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe(id, bench.Account.Password);
        await using DbDataSource source = config.CreateDataSource();
        (await Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync())).ShouldBe(id, bench.Account.Password);
        return (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe(id, bench.Account.Password);
    }
}
