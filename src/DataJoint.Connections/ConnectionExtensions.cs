using DataJoint.Configuration;

namespace DataJoint.Connections;

/// <summary>Opens the database that a configuration describes.</summary>
public static class ConnectionExtensions
{
    /// <summary>Opens a connection of one's own as the newest snapshot says.</summary>
    /// <param name="config">The configuration.</param>
    /// <returns>The open connection; dispose of it.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    public static Connection Connect(this DataJointConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Snapshot.Connect();
    }

    /// <summary>Opens a connection of one's own as a snapshot says.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>The open connection; dispose of it.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    public static Connection Connect(this ConfigurationSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Backends.Open(snapshot);
    }

    /// <summary>Opens a connection of one's own as the newest snapshot says.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The open connection; dispose of it.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    public static Task<Connection> ConnectAsync(this DataJointConfig config, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Snapshot.ConnectAsync(cancellationToken);
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
        return Task.Run(() => Backends.Open(snapshot), cancellationToken);
    }
}
