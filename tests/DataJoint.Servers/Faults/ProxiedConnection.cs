using System.Net.Sockets;

namespace DataJoint.Servers;

/// <summary>One client's connection to the server, with what happens to it.</summary>
internal sealed class ProxiedConnection(Socket client, Fault fault) : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private const int PiecesPerSecond = 20;

    /// <summary>What PostgreSQL's clients send to ask for TLS, and what tells database servers apart.</summary>
    private const int QuestionLength = 8;

    private readonly Lock _gate = new();
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _end = new();
    private FaultWatch _watch = new(fault);
    private bool _hasStruck;
    private long _fromClient;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Told when a fault comes.</summary>
    public required Action OnStruck { get; init; }

    /// <summary>Told once, when the client says more than a question who is there.</summary>
    public required Action OnLogin { get; init; }

    /// <summary>Forwards both directions until both are closed.</summary>
    public async Task RunAsync(string host, int port)
    {
        try
        {
            await BeginAsync();
            await _server.ConnectAsync(host, port, _end.Token);
            await Task.WhenAll(PumpAsync(Side.Client), PumpAsync(Side.Server));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The server is down, or the connection was ended before it was made: the client must not wait.
            Abort(client);
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Replaces the fault. One that waits for nothing strikes now.</summary>
    public void Change(Fault next)
    {
        lock (_gate)
        {
            _watch = new FaultWatch(next);
            _hasStruck = false;
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (next.IsAtOnce && next.Kind != FaultKind.None)
        {
            Strike(next);
        }
    }

    /// <summary>Ends the connection without a fault.</summary>
    public void Dispose()
    {
        _end.Cancel();
        client.Dispose();
        _server.Dispose();
    }

    private static void Abort(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
        }

        socket.Dispose();
    }

    /// <summary>Takes what has arrived before closing: the kernel sends a reset in place of an orderly end when something is left unread.</summary>
    private static void CloseInOrder(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            byte[] rest = new byte[BufferSize];
            while (socket.Available > 0 && socket.Receive(rest) > 0)
            {
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
        }

        socket.Dispose();
    }

    private Socket End(Side side) => side == Side.Client ? client : _server;

    private Socket Opposite(Side side) => side == Side.Client ? _server : client;

    private ConnectionState State()
    {
        lock (_gate)
        {
            return new ConnectionState(_watch, _hasStruck, _changed.Task);
        }
    }

    /// <summary>A fault that is there from the beginning strikes before the server hears of the connection.</summary>
    private async Task BeginAsync()
    {
        Fault first = State().Watch.Fault;
        if (first.IsAtOnce && first.Kind != FaultKind.None)
        {
            Strike(first);
        }

        await WaitAsync();
    }

    /// <summary>Waits while nothing may pass.</summary>
    private async Task WaitAsync()
    {
        ConnectionState state;
        while ((state = State()).Is(FaultKind.BlackHole))
        {
            await state.Changed.WaitAsync(_end.Token);
        }
    }

    private void Strike(Fault strikes)
    {
        lock (_gate)
        {
            if (_hasStruck || _watch.Fault != strikes)
            {
                return;
            }

            _hasStruck = true;
        }

        OnStruck();
        switch (strikes.Kind)
        {
            case FaultKind.Cut:
                CloseInOrder(client);
                CloseInOrder(_server);
                break;
            case FaultKind.Reset:
                Abort(client);
                CloseInOrder(_server);
                break;
            case FaultKind.HalfOpen:
                CloseInOrder(End(strikes.Closed));
                break;
        }
    }

    private async Task PumpAsync(Side from)
    {
        byte[] buffer = new byte[BufferSize];
        try
        {
            int length;
            while ((length = await End(from).ReceiveAsync(buffer, _end.Token)) > 0)
            {
                Count(from, length);
                await ForwardAsync(from, buffer.AsMemory(0, length));
            }

            await WaitAsync();
            if (!State().Is(FaultKind.HalfOpen))
            {
                Opposite(from).Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end went away without a word, or we closed it. The other hears of it too, unless it is the one held open.
            if (!State().Is(FaultKind.HalfOpen))
            {
                Abort(client);
                _server.Dispose();
            }
        }
    }

    private void Count(Side from, int length)
    {
        if (from == Side.Client)
        {
            long before = _fromClient;
            _fromClient += length;
            if (before <= QuestionLength && _fromClient > QuestionLength)
            {
                OnLogin();
            }
        }
    }

    private async Task ForwardAsync(Side from, Memory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            ConnectionState state = State();
            bytes = state switch
            {
                { HasStruck: false } => await WatchAsync(from, bytes, state.Watch),
                { Watch.Fault.Kind: FaultKind.BlackHole } => await HoldAsync(bytes),
                { Watch.Fault.Kind: FaultKind.Slow } => await SendPieceAsync(from, bytes, state.Watch.Fault),
                { Watch.Fault.Kind: FaultKind.Corrupt } => await CorruptAsync(from, bytes, state.Watch.Fault),
                _ => default,
            };
        }
    }

    /// <summary>Sends what comes before the fault, and gives the rest.</summary>
    private async Task<Memory<byte>> WatchAsync(Side from, Memory<byte> bytes, FaultWatch watch)
    {
        int? left = watch.Find(from, bytes.Span);
        int passes = left ?? bytes.Length;
        await SendAsync(from, bytes[..passes]);
        if (left is not null)
        {
            Strike(watch.Fault);
        }

        return bytes[passes..];
    }

    private async Task<Memory<byte>> SendPieceAsync(Side from, Memory<byte> bytes, Fault slow)
    {
        int piece = slow.BytesPerSecond == 0 ? bytes.Length : Math.Min(bytes.Length, Math.Max(1, slow.BytesPerSecond / PiecesPerSecond));
        TimeSpan pause = slow.BytesPerSecond == 0 ? slow.Delay : TimeSpan.FromSeconds((double)piece / slow.BytesPerSecond);
        await Task.Delay(pause, _end.Token);
        await SendAsync(from, bytes[..piece]);
        return bytes[piece..];
    }

    private async Task<Memory<byte>> CorruptAsync(Side from, Memory<byte> bytes, Fault corrupt)
    {
        if (from == corrupt.Watched)
        {
            bytes.Span[0] ^= 0xFF;
            Change(Fault.None);
            return bytes;
        }

        await SendAsync(from, bytes);
        return default;
    }

    private async Task<Memory<byte>> HoldAsync(Memory<byte> bytes)
    {
        await WaitAsync();
        return bytes;
    }

    private async Task SendAsync(Side from, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await Opposite(from).SendAsync(bytes, _end.Token)..];
        }
    }
}
