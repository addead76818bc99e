using System.Security.Cryptography.X509Certificates;
using DataJoint.Configuration;

namespace DataJoint.Connections.Tls;

/// <summary>Chains of certificates, as .NET Framework builds them: it knows no authorities but its own, so the end of the chain is compared here.</summary>
internal static class CertificateChains
{
    private const string SubjectAlternativeName = "2.5.29.17";

    public static X509Certificate2? Read(X509Certificate? certificate) =>
        certificate is null ? null : certificate as X509Certificate2 ?? new X509Certificate2(certificate);

    /// <summary>Builds the chain.</summary>
    /// <param name="chain">The chain, with its policy.</param>
    /// <param name="certificate">The server's.</param>
    /// <param name="authorities">The only ones that count; null for those of the system.</param>
    /// <returns>Whether it is valid.</returns>
    public static bool Build(X509Chain chain, X509Certificate2 certificate, X509Certificate2Collection? authorities)
    {
        if (authorities is null)
        {
            return chain.Build(certificate);
        }

        chain.ChainPolicy.ExtraStore.AddRange(authorities);
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        return chain.Build(certificate) && chain.ChainStatus.All(status => IsAboutRoot(status.Status)) && EndsIn(chain, authorities);
    }

    /// <summary>Whom a certificate is for.</summary>
    public static string NamesOf(X509Certificate2 certificate)
    {
        X509Extension? names = certificate.Extensions.Cast<X509Extension>().FirstOrDefault(extension => extension.Oid.Value == SubjectAlternativeName);
        return Display.Sanitize(names?.Format(multiLine: false) ?? certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
    }

    private static bool IsAboutRoot(X509ChainStatusFlags status) => status is X509ChainStatusFlags.NoError or X509ChainStatusFlags.UntrustedRoot;

    private static bool EndsIn(X509Chain chain, X509Certificate2Collection authorities)
    {
        X509Certificate2 end = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
        return authorities.Cast<X509Certificate2>().Any(authority => authority.RawData.AsSpan().SequenceEqual(end.RawData));
    }
}
