using System.Security.Cryptography;
using System.Text;
using DataJoint.Configuration;

namespace DataJoint.Operations.Passwords;

/// <summary>A text that only who knows another secret can read.</summary>
/// <remarks>The key is made from that secret by PBKDF2; AES-GCM also tells when it is the wrong one.</remarks>
internal sealed class SealedText
{
    private const int Iterations = 210_000;
    private const int SaltLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KeyLength = 32;

    private readonly byte[] _bytes;

    private SealedText(byte[] bytes) => _bytes = bytes;

    /// <summary>Seals a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="opener">Who knows it can read the text.</param>
    public static SealedText Seal(Secret text, Secret opener)
    {
        byte[] plain = Encoding.UTF8.GetBytes(text.Reveal());
        byte[] all = new byte[SaltLength + NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(all.AsSpan(0, SaltLength + NonceLength));
        using AesGcm cipher = CipherFor(opener, all.AsSpan(0, SaltLength));
        cipher.Encrypt(Nonce(all), plain, all.AsSpan(SaltLength + NonceLength + TagLength), Tag(all));
        CryptographicOperations.ZeroMemory(plain);
        return new SealedText(all);
    }

    /// <summary>Reads what <see cref="ToString"/> gave.</summary>
    /// <returns>Null when it is nothing that was sealed.</returns>
    public static SealedText? Parse(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) && length >= SaltLength + NonceLength + TagLength ? new SealedText(bytes[..length]) : null;
    }

    /// <summary>Reads the text.</summary>
    /// <returns>Null when it was sealed for another secret.</returns>
    public Secret? Open(Secret opener)
    {
        byte[] plain = new byte[_bytes.Length - SaltLength - NonceLength - TagLength];
        using AesGcm cipher = CipherFor(opener, _bytes.AsSpan(0, SaltLength));
        try
        {
            cipher.Decrypt(Nonce(_bytes), _bytes.AsSpan(SaltLength + NonceLength + TagLength), Tag(_bytes), plain);
            return new Secret(Encoding.UTF8.GetString(plain));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    public override string ToString() => Convert.ToBase64String(_bytes);

    private static Span<byte> Nonce(byte[] all) => all.AsSpan(SaltLength, NonceLength);

    private static Span<byte> Tag(byte[] all) => all.AsSpan(SaltLength + NonceLength, TagLength);

    private static AesGcm CipherFor(Secret opener, ReadOnlySpan<byte> salt)
    {
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(opener.Reveal(), salt, Iterations, HashAlgorithmName.SHA256, KeyLength);
        try
        {
            return new AesGcm(key, TagLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
