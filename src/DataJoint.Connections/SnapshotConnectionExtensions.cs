using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections;

/// <summary>Opens the database that one snapshot of a configuration describes, whatever the configuration becomes meanwhile.</summary>
public static class SnapshotConnectionExtensions
{
    /// <summary>Opens a connection of one's own as a snapshot says.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="arguments">Values that beat the snapshot; none by default.</param>
    /// <returns>The open connection; dispose of it.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    /// <exception cref="ArgumentException">An argument does not fit its setting.</exception>
    public static Connection Connect(this ConfigurationSnapshot snapshot, ConnectionArguments? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Connections.Connection.Open(SourceOf(snapshot, arguments, runsInitFunction: true), ownsSource: true);
    }

    /// <summary>Opens a connection of one's own as a snapshot says.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="arguments">Values that beat the snapshot; none by default.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The open connection; dispose of it.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    /// <exception cref="ArgumentException">An argument does not fit its setting.</exception>
    public static Task<Connection> ConnectAsync(
        this ConfigurationSnapshot snapshot, ConnectionArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return ConnectionExtensions.OpenAsync(() => (SourceOf(snapshot, arguments, runsInitFunction: true), true), cancellationToken);
    }

    /// <summary>For looking at a project that somebody else may have written: nothing is written, and <c>connection.init_function</c> is not run.</summary>
    internal static Task<Connection> ConnectForInspectionAsync(this ConfigurationSnapshot snapshot, CancellationToken cancellationToken) =>
        ConnectInModeAsync(snapshot, new SourceMode(0, false, null) { IsReadOnly = true }, cancellationToken);

    /// <summary>For a statement of the user's whose values are shown as they are stored.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="readsOnly">Whether the session refuses to write, to <c>connection.init_function</c> too.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal static Task<Connection> ConnectVerbatimAsync(this ConfigurationSnapshot snapshot, bool readsOnly, CancellationToken cancellationToken) =>
        ConnectInModeAsync(snapshot, new SourceMode(0, true, null) { IsVerbatim = true, IsReadOnly = readsOnly }, cancellationToken);

    /// <summary>For work on accounts: <c>connection.init_function</c> is not run, and the server is asked whatever it has answered before.</summary>
    internal static Task<Connection> ConnectForProofAsync(this ConfigurationSnapshot snapshot, CancellationToken cancellationToken) =>
        ConnectInModeAsync(snapshot, new SourceMode(0, false, null) { IsProof = true }, cancellationToken);

    private static Task<Connection> ConnectInModeAsync(ConfigurationSnapshot snapshot, SourceMode mode, CancellationToken cancellationToken) =>
        ConnectionExtensions.OpenAsync(() => (new ConnectionSource(SnapshotProvider.From(snapshot, null), mode), true), cancellationToken);

    private static ConnectionSource SourceOf(ConfigurationSnapshot snapshot, ConnectionArguments? arguments, bool runsInitFunction) =>
        new(SnapshotProvider.From(snapshot, arguments), new SourceMode(0, runsInitFunction, null));
}
