using System.Security.Cryptography;

namespace DataJoint;

/// <summary>Hashes and random numbers.</summary>
internal static class Hashes
{
    extension(SHA256)
    {
        public static byte[] HashData(byte[] source)
        {
            using var hash = SHA256.Create();
            return hash.ComputeHash(source);
        }
    }

    extension(HMACSHA256)
    {
        public static byte[] HashData(byte[] key, byte[] source)
        {
            using HMACSHA256 hash = new(key);
            return hash.ComputeHash(source);
        }
    }

    extension(RandomNumberGenerator)
    {
        public static byte[] GetBytes(int count)
        {
            byte[] bytes = new byte[count];
            using var source = RandomNumberGenerator.Create();
            source.GetBytes(bytes);
            return bytes;
        }
    }

    extension(MD5)
    {
        public static int HashSizeInBytes => 16;

        public static void HashData(ReadOnlySpan<byte> source, Span<byte> destination)
        {
#pragma warning disable CA5351 // for whom this is not a protection.
            using var hash = MD5.Create();
#pragma warning restore CA5351
            hash.ComputeHash(source.ToArray()).CopyTo(destination);
        }

        public static async ValueTask<byte[]> HashDataAsync(Stream source, CancellationToken cancellationToken)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            byte[] block = new byte[81920];
            for (int count = 1; count > 0;)
            {
                count = await source.ReadAsync(block, 0, block.Length, cancellationToken).ConfigureAwait(false);
                hash.AppendData(block.AsSpan(0, count));
            }

            return hash.GetCurrentHash();
        }
    }
}
