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
}
