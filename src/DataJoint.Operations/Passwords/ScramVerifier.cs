using System.Security.Cryptography;
using System.Text;

namespace DataJoint.Operations.Passwords;

/// <summary>
/// What PostgreSQL keeps of a password, made here, so that the password itself never reaches the server's log.
/// See https://www.postgresql.org/docs/current/catalog-pg-authid.html and https://www.rfc-editor.org/rfc/rfc5803.
/// </summary>
internal static class ScramVerifier
{
    private const int SaltLength = 16;

    /// <param name="password">The password, prepared as the protocol wants it.</param>
    /// <param name="iterations">How often it is hashed.</param>
    public static string Make(string password, int iterations)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltLength);
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        byte[] stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        byte[] server = HMACSHA256.HashData(salted, "Server Key"u8);
        CryptographicOperations.ZeroMemory(salted);
        return new StringBuilder("SCRAM-SHA-256$").Append(iterations).Append(':').Append(Convert.ToBase64String(salt))
            .Append('$').Append(Convert.ToBase64String(stored)).Append(':').Append(Convert.ToBase64String(server)).ToString();
    }
}
