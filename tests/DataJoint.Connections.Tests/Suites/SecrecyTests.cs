using System.Data.Common;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tests;

/// <summary>The password is in nothing that somebody could print.</summary>
public abstract class SecrecyTests(Backend backend)
{
    [Fact]
    public async Task No_text_of_an_open_connection_tells_the_password()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        DataJointConfig config = bench.Load();
        await using Connection connection = await config.ConnectAsync();
        await using DbDataSource source = config.CreateDataSource();
        await using DbConnection pooled = await source.OpenConnectionAsync();
        await using DbConnection unopened = source.CreateConnection();
        object?[] shown =
        [
            connection, connection.DbConnection, connection.DbConnection.ConnectionString, connection.DbConnection.DataSource, source, source.ConnectionString,
            pooled, pooled.ConnectionString, unopened, unopened.ConnectionString, new ConnectionArguments { Password = new Secret(bench.Account.Password) },
            config, config.Snapshot, config.Snapshot.Database, string.Join('\n', connection.Warnings),
        ];
        shown.ShouldAllBe(each => !(each!.ToString() ?? "").Contains(bench.Account.Password));
        DbConnection own = connection.DbConnection;
        connection.Close();
        await pooled.CloseAsync();
        own.ConnectionString.ShouldNotContain(bench.Account.Password);
        pooled.ConnectionString.ShouldNotContain(bench.Account.Password);
    }

    [Fact]
    public async Task No_environment_and_no_command_line_tells_the_password()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux's /proc");
        await using Bench bench = await Bench.AtAsync(backend);
        await using Connection connection = await bench.Load().ConnectAsync();
        foreach (string file in (string[])["cmdline", "environ"])
        {
            (await File.ReadAllTextAsync("/proc/self/" + file)).ShouldNotContain(bench.Account.Password);
        }
    }

    [Fact]
    public async Task A_server_that_repeats_the_password_is_not_repeated()
    {
        await using Bench bench = await Bench.AtAsync(backend);
        bench["connection.init_function"] = $"SELECT 1 FROM {backend.Quote(bench.Account.Password)}";
        ConnectionException failed = Should.Throw<ConnectionException>(() => bench.Load().Connect());
        failed.ShouldBe("DJ3031", bench.Account.Password).Message.ShouldContain("********");

        bench["connection.init_function"] = null;
        await using Connection connection = await bench.Load().ConnectAsync();
        DbException refused = await Should.ThrowAsync<DbException>(() => connection.DbConnection.RunAsync($"SELECT {backend.Quote(bench.Account.Password)}"));
        connection.Explain(refused).ShouldBe("DJ3027", bench.Account.Password).Message.ShouldContain("********");
    }
}
