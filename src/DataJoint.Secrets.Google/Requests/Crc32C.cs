using System.Numerics;

namespace DataJoint.Secrets.Google.Requests;

/// <summary>The checksum that Google gives of a secret (Castagnoli).</summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte one in bytes)
        {
            sum = BitOperations.Crc32C(sum, one);
        }

        return ~sum;
    }
}
