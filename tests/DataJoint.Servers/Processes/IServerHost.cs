namespace DataJoint.Servers;

/// <summary>Where a server runs that this process started: as a process of its own, or in a container.</summary>
internal interface IServerHost : IAsyncDisposable
{
    int Port { get; }

    int ProcessId { get; }

    string Directory { get; }

    bool IsRunning { get; }

    string Output { get; }

    Task StopAsync();

    Task KillAsync();

    Task StartAgainAsync(CancellationToken cancellation);
}
