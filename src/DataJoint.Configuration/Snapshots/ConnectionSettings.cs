using DataJoint.Configuration.Snapshots;

namespace DataJoint.Configuration;

/// <summary>The <c>connection.*</c> settings of a snapshot.</summary>
public sealed class ConnectionSettings
{
    internal ConnectionSettings(ResolvedValues values)
    {
        Charset = values.Text(SettingCatalogue.Charset)!;
        InitFunction = values.Text(SettingCatalogue.InitFunction);
    }

    /// <summary><c>connection.charset</c>, for Python; empty for its default. Connections made here are always in Unicode.</summary>
    public string Charset { get; }

    /// <summary><c>connection.init_function</c>: a statement to run on a new connection, or null.</summary>
    public string? InitFunction { get; }
}
