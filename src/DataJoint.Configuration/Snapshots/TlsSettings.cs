using DataJoint.Configuration.Snapshots;

namespace DataJoint.Configuration;

/// <summary>The <c>database.tls.*</c> settings of a snapshot.</summary>
public sealed class TlsSettings
{
    internal TlsSettings(ResolvedValues values)
    {
        Ca = values.Text(SettingCatalogue.TlsCa);
        Cert = values.Text(SettingCatalogue.TlsCert);
        Key = values.Text(SettingCatalogue.TlsKey);
        Verify = values.Text(SettingCatalogue.TlsVerify)!;
    }

    /// <summary><c>database.tls.ca</c>: path of a PEM file, or null.</summary>
    public string? Ca { get; }

    /// <summary><c>database.tls.cert</c>: path of a PEM file, or null.</summary>
    public string? Cert { get; }

    /// <summary><c>database.tls.key</c>: path of a PEM file, or null.</summary>
    public string? Key { get; }

    /// <summary><c>database.tls.verify</c>: <c>none</c>, <c>ca</c> or <c>full</c>.</summary>
    public string Verify { get; }
}
