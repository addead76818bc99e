using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>Opens the database that one snapshot of a configuration describes, whatever the configuration becomes meanwhile.</summary>
public static class SnapshotConnectionExtensions
{
    /// <summary>Opens a connection of one's own as a snapshot says.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>The open connection; dispose of it.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    public static Connection Connect(this ConfigurationSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Backends.Open(snapshot, runsInitFunction: true);
    }

    /// <summary>Opens a connection of one's own as a snapshot says.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The open connection; dispose of it.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    /// <remarks>SQLite has no asynchronous calls, so a thread of the pool opens the file.</remarks>
    public static Task<Connection> ConnectAsync(this ConfigurationSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Task.Run(() => Backends.Open(snapshot, runsInitFunction: true), cancellationToken);
    }

    /// <summary>For looking at a project that somebody else may have written: <c>connection.init_function</c> is not run.</summary>
    internal static Task<Connection> ConnectForLookingAsync(this ConfigurationSnapshot snapshot, CancellationToken cancellationToken) =>
        Task.Run(() => Backends.Open(snapshot, runsInitFunction: false), cancellationToken);
}
