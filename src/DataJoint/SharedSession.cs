using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint;

/// <summary>What <see cref="DJ"/> shows to the whole program: a configuration loaded on first use, and a connection that all callers share.</summary>
internal sealed class SharedSession
{
    private readonly ConfigurationOptions _options;
    private readonly Lazy<bool> _isClosed;
    private readonly Lock _gate = new();
    private volatile DataJointConfig? _config;
    private SharedOpening? _opening;

    internal SharedSession(ConfigurationOptions options)
    {
        _options = options;
        _isClosed = new Lazy<bool>(() => ThreadSafeMode.IsOn(options.Surroundings));
    }

    internal DataJointConfig Config
    {
        get
        {
            CheckAllowed();
            return _config ?? Load();
        }
    }

    internal Connection Connect(bool reset)
    {
        SharedOpening opening = Join(reset, out bool isFirst);
        if (isFirst)
        {
            opening.Run();
        }

        return opening.Completion.GetAwaiter().GetResult();
    }

    internal async Task<Connection> ConnectAsync(bool reset, CancellationToken cancellationToken)
    {
        SharedOpening opening = Join(reset, out bool isFirst);
        if (isFirst)
        {
            // Without the caller's token: others may be waiting for the same connection.
            _ = Task.Run(opening.Run, CancellationToken.None);
        }

        return await opening.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the opening that counts, or begins one; the caller who begins it must run it.</summary>
    private SharedOpening Join(bool reset, out bool isFirst)
    {
        ConfigurationSnapshot snapshot = Config.Snapshot;
        lock (_gate)
        {
            isFirst = reset || _opening is not { IsUsable: true };
            return isFirst ? _opening = new SharedOpening(snapshot, _opening) : _opening!;
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
