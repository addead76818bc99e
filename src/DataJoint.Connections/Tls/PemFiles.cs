using System.Security.Cryptography.X509Certificates;

namespace DataJoint.Connections.Tls;

/// <summary>Reads certificates and keys in PEM form, as .NET does.</summary>
internal static class PemFiles
{
    public static X509Certificate2Collection ReadCertificates(string pem)
    {
        X509Certificate2Collection all = [];
        all.ImportFromPem(pem);
        return all;
    }

    /// <summary>The first certificate with its key, then the others.</summary>
    public static X509Certificate2Collection ReadWithKey(string certificates, string key)
    {
        var own = X509Certificate2.CreateFromPem(certificates, key);
        X509Certificate2Collection all = ReadCertificates(certificates);
        all[0].Dispose();
        all[0] = OperatingSystem.IsWindows() ? MakePersistable(own) : own;
        return all;
    }

    /// <summary>Schannel cannot use a key that lives in memory only (dotnet/runtime issue 23749).</summary>
    private static X509Certificate2 MakePersistable(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
