namespace DataJoint.Servers;

/// <summary>What a server needs to be started on some port, and again on the same.</summary>
internal sealed record ServerPlan
{
    /// <summary>For people: <c>MariaDB</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The server's files. Deleted with the server.</summary>
    public required RunFolder Folder { get; init; }

    /// <summary>Makes what depends on the port, and the command.</summary>
    public required Func<int, ServerCommand> Command { get; init; }

    /// <summary>Whether the server on this port answers already.</summary>
    public required Func<int, CancellationToken, Task<bool>> IsReady { get; init; }

    /// <summary>Ends the server in order, without waiting for its clients.</summary>
    public ProcessSignal StopSignal { get; init; } = ProcessSignal.Terminate;

    /// <summary>Ends the server without order.</summary>
    public ProcessSignal CrashSignal { get; init; } = ProcessSignal.Kill;
}
