using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;
using DataJoint.Servers;

namespace DataJoint.Connections.Tests;

/// <summary>Another server than the configured one at the port.</summary>
public abstract class WrongServerTests(Backend backend)
{
    private Backend Other => backend.Name == "mysql" ? Backend.PostgreSql : Backend.MariaDb;

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_other_kind_of_database_is_recognised(bool? useTls)
    {
        DatabaseServer[] servers = [await Other.SharedAsync(), await Other.EncryptedAsync()];
        ConnectionException[] told = await Task.WhenAll(servers.Select(server => ShouldBeToldAsync(server.Port, useTls)));
        Array.ForEach(told, one => one.Message.ShouldContain(Other.Name == "mysql" ? "a MySQL or MariaDB server answers" : "a PostgreSQL server answers"));
        Array.ForEach(told, one => one.Message.ShouldContain($"djc config set database.backend {Other.Name}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Suite", "Stress")]
    public async Task The_driver_does_not_wait_to_the_end(bool? useTls)
    {
        DatabaseServer server = await Other.SharedAsync();
        using Laboratory laboratory = new();
        DataJointConfig config = At(laboratory, server.Port, useTls);
        await using ConnectionSource source = new(SnapshotProvider.From(config, null), new SourceMode(0, true, null) { ConnectTimeout = 2 * Wait.Limit });
        ConnectionException[] told = await Task.WhenAll(
            Task.Run(() => Should.Throw<ConnectionException>(() => source.OpenConnection())),
            Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync())).WaitAsync(Wait.Limit);
        Array.ForEach(told, one => one.ShouldBe("DJ3020", "fake-password"));
    }

    [Theory]
    [InlineData("ssh", "an SSH server answers")]
    [InlineData("web", "a web server answers")]
    [InlineData("mail", "something that is not a database server answers")]
    public async Task Something_else_is_recognised(string kind, string expected)
    {
        await using Stranger stranger = kind switch
        {
            "ssh" => Stranger.Ssh(),
            "web" => Stranger.Web(),
            _ => Stranger.Mail(),
        };
        ConnectionException[] told = await Task.WhenAll(((bool?[])[null, true, false]).Select(useTls => ShouldBeToldAsync(stranger.Port, useTls)));
        Array.ForEach(told, one => one.Message.ShouldContain(expected));
        Array.ForEach(told, one => one.Message.ShouldContain("database.port"));
    }

    private DataJointConfig At(Laboratory laboratory, int port, bool? useTls)
    {
        laboratory.Variable("DJ_BACKEND", backend.Name).Variable("DJ_HOST", $"127.0.0.1:{port}").Variable("DJ_USER", "alice").Variable("DJ_PASS", "fake-password");
        laboratory.Variable("DJ_USE_TLS", useTls is null ? "" : useTls.Value ? "true" : "false");
        return laboratory.Load();
    }

    private async Task<ConnectionException> ShouldBeToldAsync(int port, bool? useTls)
    {
        using Laboratory laboratory = new();
        DataJointConfig config = At(laboratory, port, useTls);
        await using DbDataSource source = config.CreateDataSource();
        ConnectionException[] all = await Task.WhenAll(
            Task.Run(() => Should.Throw<ConnectionException>(() => config.Connect())),
            Should.ThrowAsync<ConnectionException>(() => config.ConnectAsync()),
            Should.ThrowAsync<ConnectionException>(async () => await source.OpenConnectionAsync()));
        Array.ForEach(all, one => one.ShouldBe("DJ3020", "fake-password"));
        ConnectionException told = all[0];
        told.Diagnostics[0].Origin.ShouldNotBeNull();
        return told;
    }
}
