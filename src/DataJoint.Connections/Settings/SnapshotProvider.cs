using DataJoint.Configuration;

namespace DataJoint.Connections.Settings;

/// <summary>Where connections get their settings from, each time one is opened: a live configuration, or a snapshot that never changes.</summary>
internal sealed class SnapshotProvider
{
    private readonly Func<ConfigurationSnapshot> _newest;
    private readonly Action? _reread;
    private readonly ConnectionArguments _arguments;
    private volatile Applied? _applied;

    private SnapshotProvider(Func<ConfigurationSnapshot> newest, Action? reread, ConnectionArguments? arguments)
    {
        _newest = newest;
        _reread = reread;
        _arguments = arguments?.Copy() ?? new ConnectionArguments();
    }

    /// <summary>The settings that count now, the arguments on top. The same object as long as nothing has changed.</summary>
    public ConfigurationSnapshot Newest
    {
        get
        {
            ConfigurationSnapshot basis = _newest();
            Applied? applied = _applied;
            if (applied is null || !ReferenceEquals(applied.Basis, basis))
            {
                _applied = applied = new Applied(basis, _arguments.On(basis));
            }

            return applied.Result;
        }
    }

    /// <summary>Feeds from a configuration that may change. Overrides of an async flow do not count: flows share what comes of it.</summary>
    public static SnapshotProvider From(DataJointConfig config, ConnectionArguments? arguments) =>
        new(() => config.SharedSnapshot, config.Reload, arguments);

    /// <summary>Feeds from one snapshot, whatever becomes of the configuration.</summary>
    public static SnapshotProvider From(ConfigurationSnapshot snapshot, ConnectionArguments? arguments) => new(() => snapshot, null, arguments);

    /// <summary>Reads files and environment again. A configuration that cannot be read now, perhaps because it is being edited, stays as it was.</summary>
    public void Reread()
    {
        try
        {
            _reread?.Invoke();
        }
        catch (ConfigurationException)
        {
            // The refusal that led here is what is reported; the next load of the configuration reports this.
        }
    }

    private sealed record Applied(ConfigurationSnapshot Basis, ConfigurationSnapshot Result);
}
