using System.Security.Cryptography.X509Certificates;

namespace DataJoint.Servers.Tests;

/// <summary>Verifies certificates against one authority and nothing that the machine trusts.</summary>
internal static class Trust
{
    public static X509ChainPolicy Only(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return policy;
    }
}
