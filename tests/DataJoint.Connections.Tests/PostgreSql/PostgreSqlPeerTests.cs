using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Accounts of the operating system's users, at a socket of this machine.</summary>
public sealed class PostgreSqlPeerTests : IAsyncLifetime
{
    private readonly DirectoryInfo _sockets = Directory.CreateTempSubdirectory("dj-");
    private DatabaseServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            _sockets.UnixFileMode = (UnixFileMode)0x1FF;
        }

        _server = await Backend.PostgreSql.StartAsync(new DatabaseOptions { Arguments = Backend.PostgreSql.ListenEverywhere(_sockets.FullName) });
        await using DbConnection administrator = await Backend.PostgreSql.OpenBareAsync(_server, new Account(_server.User, _server.Password));
        await PostgreSqlBackend.ChangeRulesAsync(administrator, rules => rules + "local all all peer\n");
        await administrator.RunAsync($"CREATE ROLE {Backend.PostgreSql.Quote(Environment.UserName)} LOGIN");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _sockets.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_is_that_user_needs_no_password()
    {
        using Laboratory laboratory = new();
        DataJointConfig config = At(laboratory, Environment.UserName);

        using Connection connection = config.Connect();
        (await connection.DbConnection.RunAsync(Backend.PostgreSql.CurrentUser)).ShouldBe(Environment.UserName);
        await using Connection other = await config.ConnectAsync();
        await using DbDataSource source = config.CreateDataSource();
        await using DbConnection pooled = await source.OpenConnectionAsync();
        (await pooled.RunAsync(Backend.PostgreSql.CurrentUser)).ShouldBe(Environment.UserName);
    }

    [Fact]
    public void Who_is_another_one_is_told()
    {
        using Laboratory laboratory = new();
        ConnectionException refused = Should.Throw<ConnectionException>(() => At(laboratory, _server.User).Connect()).ShouldBe("DJ3008", _server.Password);
        refused.Message.ShouldContain("takes the name that the operating system gives this process, and it is not");
    }

    private DataJointConfig At(Laboratory laboratory, string user)
    {
        DataJointConfig config = laboratory.Load();
        (config["database.backend"], config["database.user"]) = ("postgresql", user);
        config["database.host"] = Backend.PostgreSql.SocketOf(_server, _sockets.FullName);
        return config;
    }
}
