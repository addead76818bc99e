using System.Security.Cryptography.X509Certificates;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;
using DataJoint.Connections.Faults;
using DataJoint.Connections.Tls;
using Npgsql;

namespace DataJoint.Connections.PostgreSql;

/// <content>What Npgsql's last line for .NET Framework does otherwise.</content>
internal sealed partial class PostgreSqlSource
{
    public override void ClearPool()
    {
        using NpgsqlConnection any = _source.CreateConnection();
        NpgsqlConnection.ClearPool(any);
    }

    /// <summary>This driver would give the password in clear to whoever poses as a server without TLS, and cannot be told not to.</summary>
    private static void Protect(NpgsqlConnectionStringBuilder settings, SessionContext context)
    {
        _ = settings;
        if (context.IsPlain)
        {
            throw new Fault(
                DatabaseRules.TlsNotOffered,
                $"{CommonFaults.Where(context.Target)} offers no TLS, and on .NET Framework the driver would then give the password in clear text when asked for it",
                "Switch TLS on at the server. To go without, on a network that you trust: djc config set database.use_tls false.")
            { Setting = "database.use_tls" }.ToException(context, null);
        }
    }

    private static void EnableTypes(NpgsqlSlimDataSourceBuilder builder) => builder
        .EnableTransportSecurity()
        .EnableArrays()
        .EnableRanges()
        .EnableMultiranges()
        .EnableRecords()
        .EnableFullTextSearch()
        .EnableLTree()
        .EnableNetworkTypes()
        .EnableGeometricTypes()
        .EnableJsonTypes()
        .EnableExtraConversions()
        .EnableIntegratedSecurity();

    private void UseTls(NpgsqlSlimDataSourceBuilder builder)
    {
        builder.UseUserCertificateValidationCallback(Context.Gate.Validate);
        builder.UseClientCertificatesCallback(SetClientCertificates);
    }

    /// <summary>Npgsql would show a certificate that lies in the home directory to any server; here only the one of the settings counts.</summary>
    private void SetClientCertificates(X509CertificateCollection certificates)
    {
        certificates.Clear();
        if (Context.Target.Tls.Certificate is not null)
        {
            certificates.AddRange(TlsFiles.LoadClientCertificate(Context.Target.Tls));
        }
    }
}
