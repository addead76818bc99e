using System.Data.Common;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Opening;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections;

/// <content>Sources of pooled connections, which need .NET 10.</content>
public static partial class ConnectionExtensions
{
    /// <summary>Makes a source of pooled connections. It follows the configuration: new passwords, users and hosts count from the next opening on.</summary>
    /// <param name="config">The configuration. Overrides of an async flow do not count, since flows share the pool.</param>
    /// <param name="options">How the connections are kept; null for the defaults.</param>
    /// <returns>
    /// The source; one for the whole program, to be disposed of at its end. Its connections are the driver's own. <c>OpenConnection</c> and
    /// <c>OpenConnectionAsync</c> fetch changed credentials after a refusal, test what sat idle, and throw <see cref="ConnectionException"/>;
    /// a connection from <c>CreateConnection</c> that somebody else opens, as EF Core does, has the settings of now and the driver's own exceptions.
    /// </returns>
    /// <exception cref="ConnectionException">A setting is missing, or names a file that cannot be used.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size of the pool is not from 1 to 10,000.</exception>
    public static DbDataSource CreateDataSource(this DataJointConfig config, DataSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        options ??= new DataSourceOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumPoolSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaximumPoolSize, 10_000, nameof(options));
        return new ConnectionSource(
            SnapshotProvider.From(config, options.Arguments), new SourceMode(options.MaximumPoolSize, true, options.OnWarning));
    }
}
