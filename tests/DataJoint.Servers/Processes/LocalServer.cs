using System.Diagnostics;

namespace DataJoint.Servers;

/// <summary>A server that this process started on loopback, and stops when it ends itself.</summary>
internal sealed class LocalServer : IServerHost
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);

    /// <summary>For all servers together, when this process was told to end.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly HashSet<LocalServer> Running = [];

    private readonly ServerPlan _plan;
    private readonly PortLease _lease;
    private readonly SemaphoreSlim _gate = new(1);
    private ServerProcess _process;

    static LocalServer() => ProcessEnd.Add(EndAll);

    private LocalServer(ServerPlan plan, PortLease lease, ServerProcess process) => (_plan, _lease, _process) = (plan, lease, process);

    public int Port => _lease.Port;

    public int ProcessId => _process.Id;

    public string Directory => _plan.Folder.Path;

    public bool IsRunning => !_process.HasExited;

    public string Output => _process.Output;

    /// <summary>Starts the server on a free port, and returns when it answers. A port that somebody took in between is given up for another.</summary>
    public static async Task<LocalServer> StartAsync(ServerPlan plan, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            var lease = PortLease.Take();
            ServerProcess process = await ServerProcess.StartAsync(plan.Command(lease.Port));
            var server = new LocalServer(plan, lease, process);
            lock (Running)
            {
                Running.Add(server);
            }

            try
            {
                await server.AnswersAsync(cancellation);
                return server;
            }
            catch (InvalidOperationException) when (attempt < 5 && LostItsPort(process.Output))
            {
                server.Forget();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Ends all that run.</summary>
    public static Task EndAllAsync() => Task.WhenAll(All().Select(server => server.DisposeAsync().AsTask()));

    /// <summary>Ends the server in order. Its port stays its own, and its data stay.</summary>
    public Task StopAsync() => EndAsync(_plan.StopSignal);

    /// <summary>Ends the server as a power cut would.</summary>
    public Task KillAsync() => EndAsync(_plan.CrashSignal);

    /// <summary>Starts a stopped server again, on the same port with the same data.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (!IsRunning)
            {
                _process = await ServerProcess.StartAsync(_plan.Command(Port));
                await AnswersAsync(cancellation);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(FinalSignal);
        Forget();
        _plan.Folder.Dispose();
        _gate.Dispose();
    }

    /// <summary>Data that are thrown away need no orderly end.</summary>
    private ProcessSignal FinalSignal => _plan.Command(Port).DeathSignal;

    private static bool LostItsPort(string output) =>
        output.Contains("in use", StringComparison.OrdinalIgnoreCase) || output.Contains("EADDRINUSE", StringComparison.Ordinal);

    private static LocalServer[] All()
    {
        lock (Running)
        {
            return [.. Running];
        }
    }

    private static void EndAll()
    {
        LocalServer[] all = All();
        foreach (LocalServer server in all)
        {
            server._process.Send(server.FinalSignal);
        }

        long begin = Stopwatch.GetTimestamp();
        foreach (LocalServer server in all)
        {
            TimeSpan left = EndLimit - Stopwatch.GetElapsedTime(begin);
            if (!server._process.Ends(left > TimeSpan.Zero ? left : TimeSpan.Zero))
            {
                server._process.Send(ProcessSignal.Kill);
                server._process.Ends(EndLimit);
            }
        }

        foreach (LocalServer server in all)
        {
            server._plan.Folder.TryDispose();
        }
    }

    private async Task AnswersAsync(CancellationToken cancellation)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!await _plan.IsReady(Port, cancellation))
        {
            if (_process.HasExited)
            {
                await _process.EndsAsync(StopLimit, cancellation);
                throw new InvalidOperationException($"{_plan.Name} ended with exit code {_process.ExitCode} before it answered:\n{Output}");
            }

            if (Stopwatch.GetElapsedTime(begin) > StartLimit)
            {
                throw new TimeoutException($"{_plan.Name} did not answer on port {Port} within {StartLimit.TotalSeconds} s:\n{Output}");
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task EndAsync(ProcessSignal signal)
    {
        await _gate.WaitAsync();
        try
        {
            _process.Send(signal);
            if (!await _process.EndsAsync(StopLimit))
            {
                _process.Send(ProcessSignal.Kill);
                await _process.EndsAsync(StopLimit);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Forget()
    {
        lock (Running)
        {
            Running.Remove(this);
        }

        _lease.Dispose();
    }
}
