using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Hosts that are not plain names: IPv6, and sockets of this machine.</summary>
public abstract class AddressTests(Backend backend) : IAsyncLifetime
{
    private readonly DirectoryInfo _sockets = Directory.CreateTempSubdirectory("dj-");
    private DatabaseServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            _sockets.UnixFileMode = (UnixFileMode)0x1FF;
        }

        _server = await backend.StartAsync(new DatabaseOptions { Arguments = backend.ListenEverywhere(_sockets.FullName) });
        await using DbConnection administrator = await backend.OpenBareAsync(_server, new Account(_server.User, _server.Password));
        await backend.LetInEverywhereAsync(administrator);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _sockets.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task All_spellings_of_a_host_lead_there()
    {
        string socket = backend.SocketOf(_server, _sockets.FullName);
        string[] hosts = ["::1", $"[::1]:{_server.Port}", "[::1]", "localhost", $"localhost:{_server.Port}", "127.0.0.1", socket, .. backend.OtherSocketNames(socket)];
        List<string> failures = [];
        foreach (string host in hosts)
        {
            try
            {
                using Laboratory laboratory = new();
                DataJointConfig config = At(laboratory, host);
                using Connection connection = config.Connect();
                await using DbDataSource source = config.CreateDataSource();
                await using DbConnection pooled = await source.OpenConnectionAsync();
                (await pooled.RunAsync(backend.CurrentUser)).ShouldBe(_server.User);
                connection.Warnings.Count.ShouldBe(host[0] == '/' ? 0 : 1, $"{host}: a socket needs no encryption");
                connection.ToString().ShouldContain(host[0] is ':' or '[' ? "@[::1]:" : host[0] == '/' ? host : $"@{host.Split(':')[0]}:");
            }
            catch (ConnectionException error)
            {
                failures.Add($"{host}: {error.Message}");
            }
        }

        failures.ShouldBeEmpty();
    }

    [Fact]
    public void A_socket_named_by_its_file_needs_no_port()
    {
        using Laboratory laboratory = new();
        DataJointConfig config = laboratory.Load();
        (config["database.backend"], config["database.user"], config["database.password"]) = (backend.Name, _server.User, _server.Password);
        config["database.host"] = backend.SocketOf(_server, _sockets.FullName);
        using Connection connection = config.Connect();
        connection.Ping();
    }

    [Fact]
    public void An_address_that_can_be_misread_is_refused_with_the_right_spelling()
    {
        using Laboratory laboratory = new();
        ConnectionException refused = Should.Throw<ConnectionException>(() => At(laboratory, "fe80::1%lo:4310").Connect());
        refused.ShouldBe("DJ3007", _server.Password).Diagnostics[0].Hint!.ShouldContain("[fe80::1%lo]:4310");
    }

    [Theory]
    [InlineData(253)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(300)]
    public void A_name_that_no_host_can_have_is_an_unknown_host(int length)
    {
        using Laboratory laboratory = new();
        string host = string.Concat(Enumerable.Repeat("aaaaaaaaa.", 30))[..(length - 8)] + "x.invali";
        Should.Throw<ConnectionException>(() => At(laboratory, host).Connect()).ShouldBe("DJ3007", _server.Password);
    }

    [Fact]
    public void A_socket_that_is_not_there_is_told()
    {
        using Laboratory laboratory = new();
        ConnectionException missing = Should.Throw<ConnectionException>(() => At(laboratory, "/nowhere/server.sock").Connect());
        missing.ShouldBe("DJ3006", _server.Password).Message.ShouldContain("/nowhere/server.sock");
    }

    private DataJointConfig At(Laboratory laboratory, string host)
    {
        DataJointConfig config = laboratory.Variable("DJ_HOST", host).At(backend, _server);
        if (host.Contains("]:", StringComparison.Ordinal) || (host.Contains(':', StringComparison.Ordinal) && host[0] is not (':' or '[')))
        {
            config.Clear();
            (config["database.backend"], config["database.user"], config["database.password"]) = (backend.Name, _server.User, _server.Password);
        }

        config["database.host"] = host;
        return config;
    }
}
