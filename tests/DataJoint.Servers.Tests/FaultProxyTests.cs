using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace DataJoint.Servers.Tests;

public sealed class FaultProxyTests : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(200);

    private readonly EchoServer _server = new();
    private readonly FaultProxy _proxy;
    private readonly List<TcpClient> _clients = [];

    public FaultProxyTests() => _proxy = FaultProxy.Start("127.0.0.1", _server.Port);

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
        _proxy.Open.ShouldBe(0);
    }

    [Fact]
    public async Task Everything_passes_at_first()
    {
        NetworkStream client = await ConnectAsync();
        (await EchoAsync(client, "hello")).ShouldBe("hello");
        (_proxy.Accepted, _proxy.Open, _proxy.Struck).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task An_end_of_one_direction_passes_too()
    {
        NetworkStream client = await ConnectAsync();
        await client.WriteAsync("last"u8.ToArray());
        client.Socket.Shutdown(SocketShutdown.Send);
        (await ReadToEndAsync(client)).ShouldBe("last");
        await UntilAsync(() => _proxy.Open == 0);
    }

    [Fact]
    public async Task Large_data_arrive_whole()
    {
        NetworkStream client = await ConnectAsync();
        byte[] sent = new byte[3_000_000];
        Random.Shared.NextBytes(sent);
        byte[] received = new byte[sent.Length];
        await Task.WhenAll(client.WriteAsync(sent).AsTask(), client.ReadExactlyAsync(received).AsTask());
        received.AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Cut_ends_the_connection_after_exactly_so_many_bytes_of_the_server(int bytes)
    {
        _proxy.ForNew(Fault.Cut.AfterBytes(Side.Server, bytes));
        NetworkStream client = await ConnectAsync();
        await client.WriteAsync("hello"u8.ToArray());
        (await ReadToEndAsync(client)).ShouldBe("hello"[..bytes]);
        await UntilAsync(() => _proxy.Open == 0 && _server.Ended == 1);
        _proxy.Struck.ShouldBe(1);
    }

    [Fact]
    public async Task Cut_can_wait_for_bytes_of_the_client()
    {
        _proxy.ForNew(Fault.Cut.AfterBytes(Side.Client, 7));
        NetworkStream client = await ConnectAsync();
        (await EchoAsync(client, "hello")).ShouldBe("hello");
        await client.WriteAsync("hello"u8.ToArray());
        await ReadToEndAsync(client);
        await UntilAsync(() => _server.Heard == "hellohe");
    }

    [Fact]
    public async Task A_fault_after_a_text_lets_the_text_through_but_not_the_answer()
    {
        NetworkStream client = await ConnectAsync();
        _proxy.ForOpen(Fault.Cut.AfterText(Side.Client, "COMMIT"));
        (await EchoAsync(client, "INSERT; COM")).ShouldBe("INSERT; COM");
        await client.WriteAsync("MIT; SELECT"u8.ToArray());
        await ReadToEndAsync(client);
        await UntilAsync(() => _server.Heard == "INSERT; COMMIT");
    }

    [Fact]
    public async Task A_fault_before_a_text_keeps_the_text_from_the_server()
    {
        NetworkStream client = await ConnectAsync();
        _proxy.ForOpen(Fault.Reset.BeforeText(Side.Client, "COMMIT"));
        await client.WriteAsync("INSERT; COMMIT"u8.ToArray());
        await Should.ThrowAsync<IOException>(ReadToEndAsync(client));
        await UntilAsync(() => _server.Ended == 1);
        _server.Heard.ShouldBe("INSERT; ");
    }

    [Fact]
    public async Task Cut_at_a_chosen_moment_is_an_orderly_end()
    {
        NetworkStream client = await ConnectAsync();
        await EchoAsync(client, "hello");
        _proxy.ForOpen(Fault.Cut);
        (await ReadToEndAsync(client)).ShouldBeEmpty();
        NetworkStream next = await ConnectAsync();
        (await EchoAsync(next, "again")).ShouldBe("again");
    }

    [Fact]
    public async Task Reset_resets()
    {
        NetworkStream client = await ConnectAsync();
        await EchoAsync(client, "hello");
        _proxy.ForOpen(Fault.Reset);
        await ShouldBeResetAsync(client);
    }

    [Fact]
    public async Task The_next_connections_can_have_a_fault_of_their_own()
    {
        _proxy.ForNext(2, Fault.Reset);
        await ShouldBeResetFromTheStartAsync();
        await ShouldBeResetFromTheStartAsync();
        (await EchoAsync(await ConnectAsync(), "third")).ShouldBe("third");
        _proxy.Accepted.ShouldBe(3);
    }

    [Fact]
    public async Task A_fault_for_once_comes_to_the_first_connection_that_it_meets_and_to_no_other()
    {
        NetworkStream open = await ConnectAsync();
        await EchoAsync(open, "hello");
        _proxy.ForOnce(Fault.Reset.BeforeText(Side.Client, "now"));
        NetworkStream later = await ConnectAsync();

        await later.WriteAsync("now"u8.ToArray());
        await ShouldBeResetAsync(later);

        (await EchoAsync(open, "now")).ShouldBe("now");
        (await EchoAsync(await ConnectAsync(), "now")).ShouldBe("now");
        _proxy.Struck.ShouldBe(1);
    }

    [Fact]
    public async Task A_black_hole_is_silent_until_it_is_lifted()
    {
        _proxy.ForNew(Fault.BlackHole);
        NetworkStream client = await ConnectAsync();
        await client.WriteAsync("hello"u8.ToArray());
        Task<string> answer = ReadAsync(client, 5);
        await ShouldBeSilentAsync(answer);
        _server.Heard.ShouldBeEmpty();

        _proxy.ForAll(Fault.None);

        (await answer.WaitAsync(Soon)).ShouldBe("hello");
    }

    [Fact]
    public async Task A_black_hole_can_open_at_a_moment()
    {
        NetworkStream client = await ConnectAsync();
        await EchoAsync(client, "hello");
        _proxy.ForOpen(Fault.BlackHole);
        await client.WriteAsync("world"u8.ToArray());
        Task<string> answer = ReadAsync(client, 5);
        await ShouldBeSilentAsync(answer);

        _proxy.ForOpen(Fault.None);

        (await answer.WaitAsync(Soon)).ShouldBe("world");
    }

    [Fact]
    public async Task Half_open_ends_the_server_and_leaves_the_client_waiting()
    {
        NetworkStream client = await ConnectAsync();
        await EchoAsync(client, "hello");
        _proxy.ForOpen(Fault.HalfOpen(Side.Server));
        await UntilAsync(() => _server.Ended == 1);
        await client.WriteAsync("world"u8.ToArray());
        await ShouldBeSilentAsync(ReadAsync(client, 1));
        _proxy.Open.ShouldBe(1);
    }

    [Fact]
    public async Task Half_open_can_end_the_client_and_leave_the_server_waiting()
    {
        NetworkStream client = await ConnectAsync();
        await EchoAsync(client, "hello");
        _proxy.ForOpen(Fault.HalfOpen(Side.Client));
        (await ReadToEndAsync(client)).ShouldBeEmpty();
        await Task.Delay(AWhile);
        _server.Ended.ShouldBe(0);
    }

    [Fact]
    public async Task Slow_is_slow_and_late_is_late()
    {
        NetworkStream client = await ConnectAsync();
        _proxy.ForOpen(Fault.Slow(bytesPerSecond: 100));
        long begin = Stopwatch.GetTimestamp();
        (await EchoAsync(client, new string('x', 40))).Length.ShouldBe(40);
        Stopwatch.GetElapsedTime(begin).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(390));

        _proxy.ForOpen(Fault.Late(AWhile));
        begin = Stopwatch.GetTimestamp();
        (await EchoAsync(client, "hello")).ShouldBe("hello");
        Stopwatch.GetElapsedTime(begin).ShouldBeGreaterThan(2 * AWhile - TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task Corrupt_changes_one_byte_of_one_side()
    {
        _proxy.ForNew(Fault.Corrupt.AfterBytes(Side.Server, 2));
        NetworkStream client = await ConnectAsync();
        string answer = await EchoAsync(client, "hello");
        (answer[..2], answer[2] == 'l', answer[3..]).ShouldBe(("he", false, "lo"));
        (await EchoAsync(client, "world")).ShouldBe("world");
        _server.Heard.ShouldBe("helloworld");
    }

    [Fact]
    public async Task Refuse_refuses_until_the_proxy_accepts_again()
    {
        NetworkStream before = await ConnectAsync();
        await _proxy.RefuseAsync();
        (await Should.ThrowAsync<SocketException>(ConnectAsync())).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        (await EchoAsync(before, "still open")).ShouldBe("still open");

        _proxy.Accept();

        (await EchoAsync(await ConnectAsync(), "hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_server_that_is_down_resets_the_client()
    {
        await _server.DisposeAsync();
        await ShouldBeResetFromTheStartAsync();
    }

    private static async Task<string> EchoAsync(NetworkStream client, string text)
    {
        await client.WriteAsync(Encoding.ASCII.GetBytes(text));
        return await ReadAsync(client, text.Length).WaitAsync(Soon);
    }

    private static async Task<string> ReadAsync(NetworkStream client, int length)
    {
        byte[] bytes = new byte[length];
        await client.ReadExactlyAsync(bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    private static async Task<string> ReadToEndAsync(NetworkStream client)
    {
        using var all = new MemoryStream();
        await client.CopyToAsync(all).WaitAsync(Soon);
        return Encoding.ASCII.GetString(all.ToArray());
    }

    private static async Task ShouldBeResetAsync(NetworkStream client)
    {
        IOException error = await Should.ThrowAsync<IOException>(ReadToEndAsync(client));
        error.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    /// <summary>The reset may come before the client has seen that it is connected.</summary>
    private async Task ShouldBeResetFromTheStartAsync()
    {
        try
        {
            await ShouldBeResetAsync(await ConnectAsync());
        }
        catch (SocketException error)
        {
            error.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        }
    }

    private static async Task ShouldBeSilentAsync(Task answer)
    {
        await Task.Delay(AWhile);
        answer.IsCompleted.ShouldBeFalse();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (long begin = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(5))
        {
            Stopwatch.GetElapsedTime(begin).ShouldBeLessThan(Soon);
        }
    }

    private async Task<NetworkStream> ConnectAsync()
    {
        var client = new TcpClient();
        _clients.Add(client);
        int before = _proxy.Accepted;
        await client.ConnectAsync(_proxy.Host, _proxy.Port);
        await UntilAsync(() => _proxy.Accepted > before);
        return client.GetStream();
    }
}
