using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace DataJoint.Connections.Tls;

/// <summary>Reads certificates in PEM form, which .NET Framework takes one at a time. It has no means to read a private key.</summary>
internal static class PemFiles
{
    private static readonly Regex Certificate = new("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----", RegexOptions.CultureInvariant);

    public static X509Certificate2Collection ReadCertificates(string pem)
    {
        X509Certificate2Collection all = [];
        foreach (Match match in Certificate.Matches(pem))
        {
            try
            {
                all.Add(new X509Certificate2(Convert.FromBase64String(match.Groups[1].Value)));
            }
            catch (FormatException error)
            {
                throw new CryptographicException("a certificate in it is not valid Base64", error);
            }
        }

        return all;
    }

    public static X509Certificate2Collection ReadWithKey(string certificates, string key) =>
        throw new CryptographicException("client certificates need .NET 10: .NET Framework reads no private key in PEM form");
}
