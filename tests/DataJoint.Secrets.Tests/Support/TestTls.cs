using System.Security.Cryptography.X509Certificates;
using DataJoint.Secrets.Http;
using DataJoint.Servers;

namespace DataJoint.Secrets.Tests;

/// <summary>Connections that verify certificates as always, against the authority of the tests.</summary>
internal static class TestTls
{
    public static SocketsHttpHandler CreateHandler()
    {
        SocketsHttpHandler handler = SecretHttp.CreateHandler(useProxy: false);
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(Certificates.Shared.CaFile));
        return handler;
    }
}
