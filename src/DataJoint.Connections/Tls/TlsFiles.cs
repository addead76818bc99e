using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DataJoint.Configuration;
using DataJoint.Connections.Faults;

namespace DataJoint.Connections.Tls;

/// <summary>Reads the PEM files that <c>database.tls</c> names: at each handshake, so that renewed certificates count at once.</summary>
internal static class TlsFiles
{
    /// <summary>All authorities that Mozilla trusts take 220 KiB.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Finds out whether the files can be used, before anything is sent to a server.</summary>
    /// <exception cref="ConnectionException">One cannot.</exception>
    public static void Check(TlsTarget target, ConfigurationSnapshot snapshot)
    {
        if (target.Key is not null && target.Certificate is null)
        {
            throw Lacking("database.tls.key", "database.tls.cert", "the certificate that it belongs to", snapshot);
        }

        if (target.Ca is not null)
        {
            Try("database.tls.ca", target.Ca, snapshot, () => DisposeAll(LoadAuthorities(target.Ca)));
        }

        if (target.Certificate is not null)
        {
            // By itself first, so that a problem of it is not taken for one of the key.
            Try("database.tls.cert", target.Certificate, snapshot, () => NamedFile.Read(target.Certificate, MaxBytes));
            Try(
                target.Key is null ? "database.tls.cert" : "database.tls.key", target.Key ?? target.Certificate, snapshot,
                () => DisposeAll(target.Key is null && IsCertificateOnly(target.Certificate)
                    ? throw Lacking("database.tls.cert", "database.tls.key", "and its file holds no private key either", snapshot)
                    : LoadClientCertificate(target)));
        }
    }

    /// <summary>The authorities in a file.</summary>
    public static X509Certificate2Collection LoadAuthorities(string path)
    {
        X509Certificate2Collection authorities = PemFiles.ReadCertificates(NamedFile.ReadText(path, MaxBytes));
        return authorities.Count > 0 ? authorities : throw new CryptographicException("no certificate in it");
    }

    /// <summary>The client's certificate with its key, then those that lead to its authority.</summary>
    public static X509Certificate2Collection LoadClientCertificate(TlsTarget target)
    {
        string certificates = NamedFile.ReadText(target.Certificate!, MaxBytes);
        return PemFiles.ReadWithKey(certificates, target.Key is null ? certificates : NamedFile.ReadText(target.Key, MaxBytes));
    }

    private static void DisposeAll(X509Certificate2Collection certificates)
    {
        foreach (X509Certificate2 certificate in certificates)
        {
            certificate.Dispose();
        }
    }

    private static void Try(string key, string path, ConfigurationSnapshot snapshot, Action use)
    {
        string shown = Display.Sanitize(path, 400);
        try
        {
            use();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable(key, $"names a file that does not exist: {shown}", snapshot);
        }
        catch (UnauthorizedAccessException)
        {
            throw Unusable(key, $"names a file that the current user may not read: {shown}", snapshot);
        }
        catch (Exception error) when (error is CryptographicException or IOException or ArgumentException)
        {
            // The texts of these exceptions are about the format; none holds a key.
            throw Unusable(key, $"names a file that cannot be used: {shown} ({Display.Sanitize(error.Message)})", snapshot);
        }
    }

    private static bool IsCertificateOnly(string path)
    {
        string text = NamedFile.ReadText(path, MaxBytes);
        return text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal) && !text.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
    }

    /// <summary>One of the two files that belong together is not named.</summary>
    private static ConnectionException Lacking(string given, string missing, string why, ConfigurationSnapshot snapshot) => new(
    [
        new Diagnostic(
            DatabaseRules.TlsFileUnusable, $"{given} is set without {missing}, {why}",
            $"Run: djc config set {missing} PATH (a PEM file). Or go without both: djc config unset {given}", snapshot.Find(given).Origin),
    ]);

    private static ConnectionException Unusable(string key, string problem, ConfigurationSnapshot snapshot) => new(
    [
        new Diagnostic(
            DatabaseRules.TlsFileUnusable, $"{key} {problem}",
            $"Run: djc config set {key} PATH (a PEM file that the current user may read).", snapshot.Find(key).Origin),
    ]);
}
