using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DataJoint.Servers;

/// <summary>
/// A TCP proxy on loopback that stands before any server and makes the faults that networks make. It begins as a plain pass; faults are given to new
/// connections, to the next few, or to those that are open, at any time.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _open = new();
    private readonly ConcurrentQueue<Fault> _next = new();
    private readonly PortLease _lease = PortLease.Take();
    private readonly string _serverHost;
    private readonly int _serverPort;
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private Fault _fault = Fault.None;
    private bool _isOnce;
    private int _accepted;
    private int _logins;
    private int _struck;

    private FaultProxy(string serverHost, int serverPort) => (_serverHost, _serverPort) = (serverHost, serverPort);

    /// <summary>127.0.0.1; a certificate for <c>localhost</c> is good for the proxy too.</summary>
    public string Host => "127.0.0.1";

    /// <summary>Stays the same as long as the proxy lives, also while it refuses.</summary>
    public int Port => _lease.Port;

    /// <summary>How many connections were accepted so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>
    /// How many connections came as far as a login: the client said more than the eight bytes that ask a server who it is and whether it speaks TLS.
    /// A program that finds the server slow may look at it by the way; that is not a login.
    /// </summary>
    public int Logins => Volatile.Read(ref _logins);

    /// <summary>How many connections are open now; one that is open at one end only counts.</summary>
    public int Open => _open.Count;

    /// <summary>How many times a fault came; a fault that waits for something counts when that has happened.</summary>
    public int Struck => Volatile.Read(ref _struck);

    /// <summary>Starts a proxy before a server.</summary>
    public static FaultProxy Start(string serverHost, int serverPort)
    {
        var proxy = new FaultProxy(serverHost, serverPort);
        proxy.Accept();
        return proxy;
    }

    /// <summary>Starts a proxy before a database.</summary>
    public static FaultProxy Start(DatabaseServer server) => Start(server.Host, server.Port);

    /// <summary>Every connection from now on gets this fault.</summary>
    public void ForNew(Fault fault) => Volatile.Write(ref _fault, fault);

    /// <summary>The next connections get this fault, before what <see cref="ForNew"/> says holds again.</summary>
    public void ForNext(int count, Fault fault)
    {
        for (int i = 0; i < count; i++)
        {
            _next.Enqueue(fault);
        }
    }

    /// <summary>
    /// Every connection that is open now gets this fault, in place of the one it had. One that the client has only just made may not be here yet: exchange
    /// something first, or wait for <see cref="Accepted"/>.
    /// </summary>
    public void ForOpen(Fault fault)
    {
        foreach (ProxiedConnection connection in _open.Keys)
        {
            connection.Change(fault);
        }
    }

    /// <summary>Both the open connections and the new ones get this fault.</summary>
    public void ForAll(Fault fault)
    {
        ForNew(fault);
        ForOpen(fault);
    }

    /// <summary>
    /// Both the open connections and the new ones wait for this fault, and when it has come to one the others lose it. For what is asked in several
    /// requests: they share a connection only as long as nobody pauses between them.
    /// </summary>
    public void ForOnce(Fault fault)
    {
        Volatile.Write(ref _isOnce, true);
        ForAll(fault);
    }

    /// <summary>Stops listening: who connects is refused, as when no server is there. Open connections stay.</summary>
    public async Task RefuseAsync()
    {
        _listener?.Stop();
        _listener = null;
        await _accepting;
    }

    /// <summary>Listens again after <see cref="RefuseAsync"/>.</summary>
    public void Accept()
    {
        if (_listener is null)
        {
            _listener = new TcpListener(IPAddress.Loopback, Port);
            _listener.Start();
            _accepting = AcceptAllAsync(_listener);
        }
    }

    /// <summary>Stops listening and ends every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await RefuseAsync();
        foreach (ProxiedConnection connection in _open.Keys)
        {
            connection.Dispose();
        }

        await Task.WhenAll(_open.Values);
        _lease.Dispose();
    }

    private async Task AcceptAllAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                Take(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            // The listener was stopped, while it waited or before it could wait again.
        }
    }

    private void Take(Socket client)
    {
        client.NoDelay = true;
        Fault fault = _next.TryDequeue(out Fault? next) ? next : Volatile.Read(ref _fault);
        ProxiedConnection connection = null!;
        connection = new ProxiedConnection(client, fault)
        {
            OnStruck = () => Count(connection),
            OnLogin = () => Interlocked.Increment(ref _logins),
        };
        var registered = new TaskCompletionSource();
        _open[connection] = RunAsync(connection, registered.Task);
        Interlocked.Increment(ref _accepted);
        registered.SetResult();
    }

    private void Count(ProxiedConnection struck)
    {
        Interlocked.Increment(ref _struck);
        if (Interlocked.Exchange(ref _isOnce, false))
        {
            ForNew(Fault.None);
            foreach (ProxiedConnection other in _open.Keys.Where(open => open != struck))
            {
                other.Change(Fault.None);
            }
        }
    }

    private async Task RunAsync(ProxiedConnection connection, Task registered)
    {
        await registered;
        await connection.RunAsync(_serverHost, _serverPort);
        _open.TryRemove(connection, out _);
    }
}
