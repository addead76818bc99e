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
    /// <param name="host">In place of <c>database.host</c>: <c>host</c> or <c>host:port</c>; null for the configured one.</param>
    /// <param name="user">In place of <c>database.user</c>; null for the configured one.</param>
    /// <param name="password">In place of <c>database.password</c>; null for the configured one.</param>
    /// <param name="reset">True to close the shared connection and open another with the settings and arguments of now.</param>
    /// <param name="useTls">In place of <c>database.use_tls</c>; null for the configured value.</param>
    /// <returns>The open connection. It is shared: every caller gets the same one.</returns>
    /// <exception cref="ConnectionException">
    /// A setting is missing, the database cannot be opened, or (<c>DJ3025</c>) the shared connection is open with other arguments than these.
    /// A call without arguments takes it as it is.
    /// </exception>
    /// <exception cref="ConfigurationException">The configuration could not be loaded.</exception>
    /// <exception cref="InvalidOperationException"><c>DJ_THREAD_SAFE</c> is set.</exception>
    public static Connection Conn(string? host = null, string? user = null, string? password = null, bool reset = false, bool? useTls = null) =>
        Session.Connect(Arguments(host, user, password, useTls), reset);

    /// <summary>The shared connection, as <see cref="Conn"/> gives it.</summary>
    /// <param name="host">In place of <c>database.host</c>: <c>host</c> or <c>host:port</c>; null for the configured one.</param>
    /// <param name="user">In place of <c>database.user</c>; null for the configured one.</param>
    /// <param name="password">In place of <c>database.password</c>; null for the configured one.</param>
    /// <param name="reset">True to close the shared connection and open another with the settings and arguments of now.</param>
    /// <param name="useTls">In place of <c>database.use_tls</c>; null for the configured value.</param>
    /// <param name="cancellationToken">Gives up waiting; the opening goes on for others that wait for it.</param>
    /// <returns>The open connection. It is shared: every caller gets the same one.</returns>
    /// <exception cref="ConnectionException">
    /// A setting is missing, the database cannot be opened, or (<c>DJ3025</c>) the shared connection is open with other arguments than these.
    /// </exception>
    /// <exception cref="ConfigurationException">The configuration could not be loaded.</exception>
    /// <exception cref="InvalidOperationException"><c>DJ_THREAD_SAFE</c> is set.</exception>
    public static Task<Connection> ConnAsync(
        string? host = null, string? user = null, string? password = null, bool reset = false, bool? useTls = null,
        CancellationToken cancellationToken = default) =>
        Session.ConnectAsync(Arguments(host, user, password, useTls), reset, cancellationToken);

    /// <summary>Makes a client of an object store.</summary>
    /// <param name="name">The store's name; null for the one that <c>stores.default</c> names.</param>
    /// <returns>A client of the caller's own; dispose of it.</returns>
    /// <exception cref="ConfigurationException">The configuration could not be loaded, or does not describe the store rightly.</exception>
    /// <exception cref="StoreException">Nothing in this program speaks the store's protocol.</exception>
    /// <exception cref="InvalidOperationException"><c>DJ_THREAD_SAFE</c> is set.</exception>
    public static IObjectStore Store(string? name = null) => Session.Config.OpenStore(name);

    private static ConnectionArguments? Arguments(string? host, string? user, string? password, bool? useTls) =>
        host is null && user is null && password is null && useTls is null
            ? null
            : new ConnectionArguments { Host = host, User = user, Password = password is null ? null : new Secret(password), UseTls = useTls };
}
