using DataJoint.Configuration;
using DataJoint.Connections;
using DataJoint.Connections.MySql;

namespace DataJoint;

/// <summary>What <see cref="DJ"/> shows to the whole program: a configuration loaded on first use, and a connection that all callers share.</summary>
internal sealed class SharedSession
{
    private readonly ConfigurationOptions _options;
    private readonly Lazy<bool> _isClosed;
    private readonly Lock _gate = new();
    private volatile DataJointConfig? _config;
    private SharedOpening? _opening;

    public SharedSession(ConfigurationOptions options)
    {
        // DataJoint's default; other backends come with packages of their own.
        MySqlBackend.Register();
        _options = options;
        _isClosed = new Lazy<bool>(options.ReadThreadSafe);
    }

    public DataJointConfig Config
    {
        get
        {
            CheckAllowed();
            return _config ?? Load();
        }
    }

    public Connection Connect(ConnectionArguments? arguments, bool reset)
    {
        SharedOpening opening = Join(arguments, reset, out bool isFirst);
        if (isFirst)
        {
            opening.Run();
        }

        Connection connection = opening.Completion.GetAwaiter().GetResult();
        if (connection is { IsConnected: false, IsUsable: true })
        {
            _ = connection.DbConnection; // It was lost: it opens itself again.
        }

        return connection;
    }

    public async Task<Connection> ConnectAsync(ConnectionArguments? arguments, bool reset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested(); // Waiting for what is there already would not ask.
        SharedOpening opening = Join(arguments, reset, out bool isFirst);
        if (isFirst)
        {
            // Without the caller's token: others may be waiting for the same connection.
            _ = Task.Run(opening.Run, CancellationToken.None);
        }

        Connection connection = await opening.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (connection is { IsConnected: false, IsUsable: true })
        {
            await connection.GetDbConnectionAsync(cancellationToken).ConfigureAwait(false); // It was lost: it opens itself again.
        }

        return connection;
    }

    /// <summary>Finds the opening that counts, or begins one; the caller who begins it must run it.</summary>
    /// <exception cref="ConnectionException">The one that counts was begun with other arguments.</exception>
    private SharedOpening Join(ConnectionArguments? arguments, bool reset, out bool isFirst)
    {
        DataJointConfig config = Config;
        lock (_gate)
        {
            isFirst = reset || _opening is not { IsUsable: true };
            if (isFirst)
            {
                return _opening = new SharedOpening(config, arguments, _opening);
            }

            if (arguments is not null && !arguments.Matches(_opening!.Arguments))
            {
                throw new ConnectionException(
                [
                    new Diagnostic(
                        SharedConnectionRules.SharedConnectionDiffers, $"the shared connection is open with other arguments than these ({arguments})",
                        "Pass reset: true to replace it for everybody, or open another one with DJ.Config.Connect(…)."),
                ]);
            }

            return _opening!;
        }
    }

    private DataJointConfig Load()
    {
        lock (_gate)
        {
            return _config ??= DataJointConfig.Load(_options);
        }
    }

    private void CheckAllowed()
    {
        if (_isClosed.Value)
        {
            throw new InvalidOperationException(
                "DJ_THREAD_SAFE is set, so the shared configuration and connection are closed. " +
                "Use instances: DataJointConfig.Load(), config.Connect(), config.OpenStore(name).");
        }
    }
}
