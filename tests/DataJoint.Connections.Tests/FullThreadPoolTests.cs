using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections.Tests;

/// <summary>Openings while every thread of .NET's pool is taken: they end in time, and say what they would say otherwise.</summary>
[Collection("alone")]
public sealed class FullThreadPoolTests : IDisposable
{
    private readonly string _password = Account.Unique().Password;

    public FullThreadPoolTests() => LongLimits.AskBriefly();

    public void Dispose() => LongLimits.Set();

    [Theory]
    [InlineData("mysql")]
    [InlineData("postgresql")]
    public void A_refused_password_is_told(string backend)
    {
        using RefusingServer server = new(backend);
        using Laboratory laboratory = new();
        using ConnectionSource source = Make(laboratory, backend, server.Port, isEncrypted: false, TimeSpan.FromSeconds(3));
        FullThreadPool.Run(() => FullThreadPool.RefusalOf(source.OpenConnection).ShouldBe("DJ3008", _password));
    }

    [Theory]
    [InlineData("mysql", false, false)]
    [InlineData("mysql", false, true)]
    [InlineData("mysql", true, false)]
    [InlineData("mysql", true, true)]
    [InlineData("postgresql", false, false)]
    [InlineData("postgresql", false, true)]
    [InlineData("postgresql", true, false)]
    [InlineData("postgresql", true, true)]
    public void An_opening_at_a_silent_server_ends_in_its_time(string backend, bool isEncrypted, bool isAsync)
    {
        // Nobody accepts: the system takes the connection, and no word is ever said.
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using Laboratory laboratory = new();
        using ConnectionSource source = Make(laboratory, backend, ((IPEndPoint)silent.LocalEndpoint).Port, isEncrypted, TimeSpan.FromSeconds(1));
        FullThreadPool.Run(() => Should.Throw<ConnectionException>(() => Open(source, isAsync).Dispose()).Diagnostic.Id.ShouldBe("DJ3013"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_is_opened(bool isAsync)
    {
        using var laboratory = Laboratory.Embedded("lab.db");
        using ConnectionSource source = new(SnapshotProvider.From(laboratory.Load(), null), new SourceMode(2, true, null) { ConnectTimeout = TimeSpan.FromMinutes(5) });
        FullThreadPool.Run(() => Open(source, isAsync).Dispose());
    }

    private static DbConnection Open(ConnectionSource source, bool isAsync) =>
        isAsync ? source.OpenConnectionAsync().AsTask().GetAwaiter().GetResult() : source.OpenConnection();

    private ConnectionSource Make(Laboratory laboratory, string backend, int port, bool isEncrypted, TimeSpan limit)
    {
        laboratory.Variable("DJ_BACKEND", backend).Variable("DJ_HOST", $"127.0.0.1:{port}").Variable("DJ_TLS", isEncrypted ? "true" : "false");
        DataJointConfig config = laboratory.Variable("DJ_USER", "alice").Variable("DJ_PASS", _password).Load();
        return new ConnectionSource(SnapshotProvider.From(config, null), new SourceMode(2, true, null) { ConnectTimeout = limit });
    }
}
