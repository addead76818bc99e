using System.Runtime.CompilerServices;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections;

/// <summary>Opens the database that a configuration describes.</summary>
public static partial class ConnectionExtensions
{
    // One source a configuration, so that what a driver learns about a server, such as its types, is learnt once.
    private static readonly ConditionalWeakTable<DataJointConfig, ConnectionSource> Sources = new();

    /// <summary>Opens a connection of one's own as the newest snapshot says.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="arguments">Values that beat the configuration; none by default.</param>
    /// <returns>The open connection; dispose of it.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    /// <exception cref="ArgumentException">An argument does not fit its setting.</exception>
    public static Connection Connect(this DataJointConfig config, ConnectionArguments? arguments = null) =>
        Connections.Connection.Open(SourceOf(config, arguments, out bool isOwn), isOwn);

    /// <summary>Opens a connection of one's own as the newest snapshot says.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="arguments">Values that beat the configuration; none by default.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The open connection; dispose of it.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    /// <exception cref="ArgumentException">An argument does not fit its setting.</exception>
    public static Task<Connection> ConnectAsync(
        this DataJointConfig config, ConnectionArguments? arguments = null, CancellationToken cancellationToken = default) =>
        OpenAsync(() => (SourceOf(config, arguments, out bool isOwn), isOwn), cancellationToken);

    /// <summary>What is wrong with the settings is told by the task, like everything else.</summary>
    internal static async Task<Connection> OpenAsync(Func<(ConnectionSource Source, bool IsOwn)> find, CancellationToken cancellationToken)
    {
        (ConnectionSource source, bool isOwn) = find();
        return await Connections.Connection.OpenAsync(source, isOwn, cancellationToken).ConfigureAwait(false);
    }

    private static ConnectionSource SourceOf(DataJointConfig config, ConnectionArguments? arguments, out bool isOwn)
    {
        ArgumentNullException.ThrowIfNull(config);
        SourceMode mode = new(0, true, null);
        ConfigurationSnapshot here = config.Snapshot;
        ConfigurationSnapshot shared = config.SharedSnapshot;
        if (!ReferenceEquals(here, shared) && OverridesDatabase(here, shared))
        {
            // What this flow overrides holds for this connection as long as it lives, and for no other flow's.
            isOwn = true;
            return new ConnectionSource(SnapshotProvider.From(here, arguments), mode);
        }

        isOwn = arguments is not null;
        return isOwn ? new ConnectionSource(SnapshotProvider.From(config, arguments), mode) : Sources.GetValue(config, MakeSource);
    }

    private static ConnectionSource MakeSource(DataJointConfig config) => new(SnapshotProvider.From(config, null), new SourceMode(0, true, null));

    private static bool OverridesDatabase(ConfigurationSnapshot here, ConfigurationSnapshot shared) =>
        SettingCatalogue.All.Any(setting => IsOfConnections(setting.Key) && !here[setting.Key].Equals(shared[setting.Key]));

    private static bool IsOfConnections(string key) =>
        key.StartsWith("database.", StringComparison.Ordinal) || key.StartsWith("connection.", StringComparison.Ordinal);
}
