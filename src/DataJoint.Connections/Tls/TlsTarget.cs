using DataJoint.Configuration;
using DataJoint.Connections.Settings;

namespace DataJoint.Connections.Tls;

/// <summary>The <c>database.tls.*</c> settings with absolute paths.</summary>
/// <param name="Verify"><c>none</c>, <c>ca</c> or <c>full</c>.</param>
/// <param name="Ca">A PEM file of authorities, or null for those that the system trusts.</param>
/// <param name="Certificate">A PEM file with the client's certificate, or null.</param>
/// <param name="Key">A PEM file with its key, or null when it stands in the certificate's file.</param>
internal sealed record TlsTarget(string Verify, string? Ca, string? Certificate, string? Key)
{
    public bool IsVerified => Verify != "none";

    public static TlsTarget From(ConfigurationSnapshot snapshot)
    {
        TlsSettings tls = snapshot.Database.Tls;
        return new TlsTarget(
            tls.Verify, ProjectPath.Resolve(snapshot, tls.Ca), ProjectPath.Resolve(snapshot, tls.Cert), ProjectPath.Resolve(snapshot, tls.Key));
    }
}
