using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Values;

namespace DataJoint.Configuration.Snapshots;

/// <summary>The winning values of the catalogue's settings, with the rules that tie settings together applied.</summary>
internal sealed class ResolvedValues
{
    private readonly object?[] _values = new object?[SettingCatalogue.Count];
    private readonly RawValue?[] _winners = new RawValue?[SettingCatalogue.Count];

    public ResolvedValues(LayerStack stack)
    {
        foreach (SettingDefinition definition in SettingCatalogue.All)
        {
            RawValue? winner = stack.Winner(definition);
            _winners[definition.Index] = winner;
            _values[definition.Index] = winner is null ? definition.Default : winner.Value;
        }

        SplitHost();
        ApplyDependentDefaults();
    }

    public object? Value(SettingDefinition definition) => _values[definition.Index];

    public RawValue? Winner(SettingDefinition definition) => _winners[definition.Index];

    public string? Text(SettingDefinition definition) => (string?)_values[definition.Index];

    public Secret? Secret(SettingDefinition definition) => (Secret?)_values[definition.Index];

    public int Integer(SettingDefinition definition) => (int)_values[definition.Index]!;

    public bool Boolean(SettingDefinition definition) => (bool)_values[definition.Index]!;

    /// <summary>The port that a host such as <c>db:3307</c> carries, as a value of its own.</summary>
    public static RawValue? PortOf(RawValue? host) =>
        host is not null && HostAddress.TryParse((string)host.Value, out HostAddress address, out _) && address.Port is int port
            ? host.With(port)
            : null;

    /// <summary>The default of a setting, which may depend on the value of another.</summary>
    public object? DefaultOf(SettingDefinition definition)
    {
        string backend = Text(SettingCatalogue.Backend)!;
        if (ReferenceEquals(definition, SettingCatalogue.Port))
        {
            return backend switch { "postgresql" => 5432, "sqlite" => null, _ => (object)3306 };
        }

        if (ReferenceEquals(definition, SettingCatalogue.TlsVerify))
        {
            return Text(SettingCatalogue.TlsCa) is null ? "none" : "full";
        }

        return ReferenceEquals(definition, SettingCatalogue.Name) && backend == "postgresql" ? "postgres" : definition.Default;
    }

    /// <summary>A host with a port gives the port, unless a layer at least as high sets the port.</summary>
    private void SplitHost()
    {
        RawValue? host = _winners[SettingCatalogue.Host.Index];
        if (host is null || !HostAddress.TryParse((string)host.Value, out HostAddress address, out _))
        {
            return;
        }

        _values[SettingCatalogue.Host.Index] = address.Host;
        RawValue? port = PortOf(host);
        RawValue? given = _winners[SettingCatalogue.Port.Index];
        if (port is not null && (given is null || given.Layer < host.Layer))
        {
            _winners[SettingCatalogue.Port.Index] = port;
            _values[SettingCatalogue.Port.Index] = port.Value;
        }
    }

    private void ApplyDependentDefaults()
    {
        if (Text(SettingCatalogue.Backend) == "sqlite")
        {
            _values[SettingCatalogue.Port.Index] = null;
            _winners[SettingCatalogue.Port.Index] = null;
        }

        foreach (SettingDefinition definition in (SettingDefinition[])[SettingCatalogue.Port, SettingCatalogue.TlsVerify, SettingCatalogue.Name])
        {
            _values[definition.Index] ??= DefaultOf(definition);
        }
    }
}
