using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Tls;
using Npgsql;

namespace DataJoint.Connections.PostgreSql;

/// <content>What Npgsql 10 has and its last line for .NET Framework has not, or otherwise.</content>
internal sealed partial class PostgreSqlSource
{
    public override void ClearPool() => _source.Clear();

    private static void Protect(NpgsqlConnectionStringBuilder settings, SessionContext context)
    {
        // When TLS is merely missing, nobody has accepted that somebody in the middle can pose as the server: he would ask for the password in clear.
        settings.RequireAuth = context.IsPlain ? "!Password" : null;

        // Never: it would try everything twice where a Kerberos ticket lies about.
        settings.GssEncryptionMode = GssEncryptionMode.Disable;
    }

    private void UseTls(NpgsqlSlimDataSourceBuilder builder) => builder.UseSslClientAuthenticationOptionsCallback(Configure);

    private void Configure(SslClientAuthenticationOptions options)
    {
        options.RemoteCertificateValidationCallback = Context.Gate.Validate;

        // Npgsql would show a certificate that lies in the home directory to any server; here only the one of the settings counts.
        options.ClientCertificateContext = null;
        if (Context.Target.Tls.Certificate is not null)
        {
            X509Certificate2Collection all = TlsFiles.LoadClientCertificate(Context.Target.Tls);
            X509Certificate2 own = all[0];
            all.RemoveAt(0);
            options.ClientCertificateContext = SslStreamCertificateContext.Create(own, all);
        }
    }

    /// <summary>All that the full builder offers and that needs no code made at run time.</summary>
    private static void EnableTypes(NpgsqlSlimDataSourceBuilder builder)
    {
        builder.EnableTransportSecurity();
        if (!PostgreSqlTypes.AreAllSupported)
        {
            return;
        }

        builder
            .EnableArrays()
            .EnableRanges()
            .EnableMultiranges()
            .EnableRecords()
            .EnableFullTextSearch()
            .EnableLTree()
            .EnableCube()
            .EnableNetworkTypes()
            .EnableGeometricTypes()
            .EnableJsonTypes()
            .EnableExtraConversions()
            .EnableIntegratedSecurity();
    }
}
