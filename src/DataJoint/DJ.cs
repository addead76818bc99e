using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Stores;

namespace DataJoint;

/// <summary>The entry point: one configuration and one connection for the whole program.</summary>
/// <remarks>
/// Everything here works on instances too: <see cref="DataJointConfig.Load"/>, <c>config.Connect()</c> and <c>config.OpenStore(name)</c>.
/// With <c>DJ_THREAD_SAFE=true</c> only instances work; every member here then throws <see cref="InvalidOperationException"/>.
/// The variable is read once, when the first member is used.
/// </remarks>
public static class DJ
{
    private static readonly SharedSession Session = new(new ConfigurationOptions());

    /// <summary>The configuration, loaded from the current directory when it is first used. One instance for the whole program.</summary>
    /// <exception cref="ConfigurationException">The configuration could not be loaded; the next use tries again.</exception>
    /// <exception cref="InvalidOperationException"><c>DJ_THREAD_SAFE</c> is set.</exception>
    public static DataJointConfig Config => Session.Config;

    /// <summary>The shared connection, opened when it is first asked for, and again after somebody closed it.</summary>
    /// <param name="reset">True to close the shared connection and open another with the settings of now.</param>
    /// <returns>The open connection. It is shared: every caller gets the same one.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    /// <exception cref="ConfigurationException">The configuration could not be loaded.</exception>
    /// <exception cref="InvalidOperationException"><c>DJ_THREAD_SAFE</c> is set.</exception>
    public static Connection Conn(bool reset = false) => Session.Connect(reset);

    /// <summary>The shared connection, as <see cref="Conn"/> gives it.</summary>
    /// <param name="reset">True to close the shared connection and open another with the settings of now.</param>
    /// <param name="cancellationToken">Gives up waiting; the opening goes on for others that wait for it.</param>
    /// <returns>The open connection. It is shared: every caller gets the same one.</returns>
    /// <exception cref="ConnectionException">A setting is missing, or the database cannot be opened.</exception>
    /// <exception cref="ConfigurationException">The configuration could not be loaded.</exception>
    /// <exception cref="InvalidOperationException"><c>DJ_THREAD_SAFE</c> is set.</exception>
    public static Task<Connection> ConnAsync(bool reset = false, CancellationToken cancellationToken = default) =>
        Session.ConnectAsync(reset, cancellationToken);

    /// <summary>Makes a client of an object store.</summary>
    /// <param name="name">The store's name; null for the one that <c>stores.default</c> names.</param>
    /// <returns>A client of the caller's own; dispose of it.</returns>
    /// <exception cref="ConfigurationException">The configuration could not be loaded, or does not describe the store rightly.</exception>
    /// <exception cref="StoreException">Nothing in this program speaks the store's protocol.</exception>
    /// <exception cref="InvalidOperationException"><c>DJ_THREAD_SAFE</c> is set.</exception>
    public static IObjectStore Store(string? name = null) => Session.Config.OpenStore(name);
}
