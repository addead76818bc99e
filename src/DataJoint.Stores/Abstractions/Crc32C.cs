using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DataJoint.Stores.Abstractions;

/// <summary>The running sum of CRC-32C, without the inversions at both ends.</summary>
internal static class Crc32C
{
    // A processor needs three cycles for one step and can begin one in each: three stretches are summed up side by side and joined.
    private const int StretchWords = 512;
    private const int StretchBytes = StretchWords * sizeof(ulong);

    private static readonly uint BehindOne = Crc32CMath.FactorOfZeros(StretchBytes);
    private static readonly uint BehindTwo = Crc32CMath.FactorOfZeros(2 * StretchBytes);

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 3 * StretchBytes)
        {
            crc = AppendThree(crc, MemoryMarshal.Cast<byte, ulong>(bytes[..(3 * StretchBytes)]));
            bytes = bytes[(3 * StretchBytes)..];
        }

        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            crc = Step(crc, word);
        }

        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }

    private static uint AppendThree(uint first, ReadOnlySpan<ulong> words)
    {
        (uint second, uint third) = (0u, 0u);
        ReadOnlySpan<ulong> ones = words[..StretchWords];
        ReadOnlySpan<ulong> twos = words.Slice(StretchWords, StretchWords);
        ReadOnlySpan<ulong> threes = words.Slice(2 * StretchWords, StretchWords);
        for (int i = 0; i < StretchWords; i++)
        {
            first = Step(first, ones[i]);
            second = Step(second, twos[i]);
            third = Step(third, threes[i]);
        }

        return Crc32CMath.Multiply(first, BehindTwo) ^ Crc32CMath.Multiply(second, BehindOne) ^ third;
    }

    private static uint Step(uint crc, ulong word) =>
        BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
}
