using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>What only PostgreSQL can do.</summary>
public sealed class PostgreSqlServerStateTests
{
    [Fact]
    public async Task A_server_that_is_shutting_down_is_told_as_not_ready()
    {
        await using DatabaseServer server = await Backend.PostgreSql.StartAsync(new DatabaseOptions());
        using Laboratory laboratory = new();
        DataJointConfig config = laboratory.At(Backend.PostgreSql, server);
        config["database.use_tls"] = false;
        using Connection guest = config.Connect();

        // It waits for its guests, and takes no new ones.
        Process.Start("kill", ["-TERM", server.ProcessId.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        ConnectionException? refused = null;
        await Wait.UntilAsync(async () =>
        {
            try
            {
                await (await config.ConnectAsync()).DisposeAsync();
                return false;
            }
            catch (ConnectionException error)
            {
                refused = error;
                return error.Diagnostic.Id != "DJ3013"; // late is no answer
            }
        });
        refused.ShouldNotBeNull().ShouldBe("DJ3028", server.Password).IsTransient.ShouldBeTrue();
        guest.Ping();
    }

    [Theory]
    [InlineData("ldap ldapserver=127.0.0.1 ldapport=1 ldapprefix=cn=", "DJ3008")]
    [InlineData("md5", null)]
    [InlineData("password", null)]
    [InlineData("trust", null)]
    [InlineData("reject", "DJ3030")]
    public async Task Other_methods_of_logging_in_work_or_are_told(string method, string? expected)
    {
        var account = Account.Unique();
        await using DatabaseServer server = await Backend.PostgreSql.StartAsync(new DatabaseOptions { Arguments = ["-c", "password_encryption=scram-sha-256"] });
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql, server, account);
        await ChangeMethodAsync(server, account, method);
        DataJointConfig config = bench.Load();
        if (expected is null)
        {
            await using Connection connection = await config.ConnectAsync();
            (await connection.DbConnection.RunAsync(Backend.PostgreSql.CurrentUser)).ShouldBe(account.User);
        }
        else
        {
            (await Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync())).ShouldBe(expected, account.Password);
        }
    }

    [Fact]
    public async Task A_password_that_the_server_wants_in_clear_needs_TLS_or_a_word_that_it_does_not()
    {
        var account = Account.Unique();
        await using DatabaseServer server = await Backend.PostgreSql.StartAsync(new DatabaseOptions());
        await using Bench bench = await Bench.AtAsync(Backend.PostgreSql, server, account);
        await ChangeMethodAsync(server, account, "password");
        bench["database.use_tls"] = null;
        (await Should.ThrowAsync<ConnectionException>(() => bench.Load().ConnectAsync())).ShouldBe("DJ3019", account.Password).Message.ShouldContain("database.use_tls false");
        bench["database.use_tls"] = false;
        using Connection connection = bench.Load().Connect();
        connection.Ping();
    }

    private static async Task ChangeMethodAsync(DatabaseServer server, Account account, string method)
    {
        await using DbConnection administrator = await Backend.PostgreSql.OpenBareAsync(server, new Account(server.User, server.Password));
        await PostgreSqlBackend.ChangeRulesAsync(administrator, rules => $"host all {account.User} 127.0.0.1/32 {method}\n" + rules);
    }
}
