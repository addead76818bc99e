using System.Security.Cryptography;
using System.Text;

namespace DataJoint.Leaks.Scanning;

/// <summary>Eight bits of a secret's hash: enough to notice another secret at the same place, and far too little to tell which one it is.</summary>
internal static class SecretCheck
{
    public static byte Compute(ReadOnlySpan<char> secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.Latin1.GetBytes(secret.ToString()), hash);
        return hash[0];
    }
}
