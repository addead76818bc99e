using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>Which authorities may vouch for the server: those that the environment names, else those of the system. The certificate is always verified.</summary>
internal static class VaultTrust
{
    /// <summary>The policy with the authorities that are named, or null.</summary>
    /// <exception cref="SecretException">They cannot be read.</exception>
    public static X509ChainPolicy? Find(VaultVariables variables)
    {
        X509Certificate2Collection? authorities = Read(variables);
        if (authorities is null)
        {
            return null;
        }

        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static X509Certificate2Collection? Read(VaultVariables variables)
    {
        (string Name, Func<string, IEnumerable<string>> Texts)[] sources =
        [
            ("CACERT", file => [ReadFile(file)]),
            ("CACERT_BYTES", pem => [pem]),
            ("CAPATH", folder => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(ReadFile)),
        ];
        foreach ((string name, Func<string, IEnumerable<string>> texts) in sources)
        {
            if (variables.Find(name) is string value)
            {
                return Import(variables.NameOf(name), () => texts(value));
            }
        }

        return null;
    }

    private static X509Certificate2Collection Import(string origin, Func<IEnumerable<string>> texts)
    {
        X509Certificate2Collection authorities = [];
        try
        {
            foreach (string text in texts())
            {
                authorities.ImportFromPem(text);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new SecretException($"the certificates of {origin} cannot be read: {error.Message}", $"Correct {origin}.");
        }

        return authorities.Count > 0 ? authorities : throw new SecretException($"{origin} leads to no certificate", $"Name PEM certificates in {origin}.");
    }

    private static string ReadFile(string path) => NamedFile.ReadText(Path.GetFullPath(path), 4 * 1024 * 1024);
}
