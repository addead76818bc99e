using System.Security.Cryptography.X509Certificates;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tls;

/// <summary>Chains of certificates, as .NET builds them.</summary>
internal static class CertificateChains
{
    public static X509Certificate2? Read(X509Certificate? certificate) => certificate as X509Certificate2;

    /// <summary>Builds the chain.</summary>
    /// <param name="chain">The chain, with its policy.</param>
    /// <param name="certificate">The server's.</param>
    /// <param name="authorities">The only ones that count; null for those of the system.</param>
    /// <returns>Whether it is valid.</returns>
    public static bool Build(X509Chain chain, X509Certificate2 certificate, X509Certificate2Collection? authorities)
    {
        if (authorities is not null)
        {
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        }

        return chain.Build(certificate);
    }

    /// <summary>Whom a certificate is for.</summary>
    public static string NamesOf(X509Certificate2 certificate)
    {
        List<string> names = [];
        foreach (X509SubjectAlternativeNameExtension extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names.AddRange(extension.EnumerateDnsNames());
            names.AddRange(extension.EnumerateIPAddresses().Select(address => address.ToString()));
        }

        if (names.Count == 0)
        {
            names.Add(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        }

        return Display.Sanitize(string.Join(", ", names));
    }
}
