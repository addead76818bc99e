using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Ways of logging in that only MariaDB has.</summary>
public sealed class MariaDbPluginTests
{
    [Fact]
    public async Task A_way_of_logging_in_that_the_driver_lacks_is_told()
    {
        await using DatabaseServer server = await Backend.MariaDb.StartAsync(new DatabaseOptions());
        await using Bench bench = await Bench.AtAsync(Backend.MariaDb, server);
        try
        {
            await bench.AdministerAsync("INSTALL SONAME 'auth_ed25519'");
        }
        catch (DbException missing)
        {
            Assert.Skip(missing.Message);
        }

        await bench.AdministerAsync($"ALTER USER {bench.Account.User} IDENTIFIED VIA ed25519 USING PASSWORD('{bench.Account.Password}')");
        DataJointConfig config = bench.Load();
        ConnectionException told = Should.Throw<ConnectionException>(() => config.Connect()).ShouldBe("DJ3019", bench.Account.Password);
        told.Message.ShouldContain("ed25519");
        told.Message.ShouldNotContain("must install", customMessage: "nobody can install a package into djc");
        (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe("DJ3019", bench.Account.Password);
    }

    [Fact]
    public async Task An_account_of_the_sockets_user_needs_no_password_at_the_socket()
    {
        await using DatabaseServer server = await Backend.MariaDb.StartAsync(new DatabaseOptions());
        Account account = new(Environment.UserName, "fake-unused");
        await using Bench bench = await Bench.AtAsync(Backend.MariaDb, server, account);
        await bench.AdministerAsync($"ALTER USER '{account.User}' IDENTIFIED VIA unix_socket");
        bench["database.host"] = Backend.MariaDb.SocketOf(server, "");
        File.Delete(Path.Combine(bench.Root, ".secrets", "database.password"));
        await using Connection connection = await bench.Load().ConnectAsync(cancellationToken: TestContext.Current.CancellationToken);
        await connection.PingAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_account_of_the_sockets_user_is_refused_over_the_network()
    {
        await using Bench bench = await Bench.AtAsync(Backend.MariaDb);
        await bench.AdministerAsync($"ALTER USER {bench.Account.User} IDENTIFIED VIA unix_socket");
        (await Should.ThrowAsync<ConnectionException>(() => bench.Load().ConnectAsync())).ShouldBe("DJ3008", bench.Account.Password);
    }
}
