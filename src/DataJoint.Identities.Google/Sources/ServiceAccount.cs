using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google.Sources;

/// <summary>A service account by its key: signs a claim, which Google exchanges for a token.</summary>
/// <remarks>See https://developers.google.com/identity/protocols/oauth2/service-account#httprest.</remarks>
internal sealed class ServiceAccount(TokenService service, CredentialDocument document, string origin) : ITokenSource
{
    private const string UsualAddress = "https://oauth2.googleapis.com/token";

    private readonly string _email = document.Text("client_email");
    private readonly Secret _key = new(document.Text("private_key"));
    private readonly string? _keyId = document.Find("private_key_id");
    private readonly Uri _address = document.Address("token_uri", UsualAddress);

    public string Name => $"service account {Display.Sanitize(_email)} from {origin}";

    public Task<GoogleToken> AskAsync(CancellationToken cancellationToken) => service.PostAsync(
        _address,
        Name,
        [new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", Sign(TimeProvider.System.GetUtcNow()))],
        cancellationToken);

    /// <summary>The signed claim that Google exchanges.</summary>
    public string Sign(DateTimeOffset now)
    {
        string header = Encode(json =>
        {
            json.WriteString("alg", "RS256");
            json.WriteString("typ", "JWT");
            if (_keyId is not null)
            {
                json.WriteString("kid", _keyId);
            }
        });
        string claim = Encode(json =>
        {
            json.WriteString("iss", _email);
            json.WriteString("scope", document.Scope);
            json.WriteString("aud", _address.AbsoluteUri);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", now.AddHours(1).ToUnixTimeSeconds());
        });
        using RSA rsa = OpenKey();
        byte[] signed = rsa.SignData(Encoding.ASCII.GetBytes($"{header}.{claim}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claim}.{Base64Url.EncodeToString(signed)}";
    }

    private static string Encode(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.ToArray());
    }

    private RSA OpenKey()
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(_key.Reveal());
            return rsa;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw document.CreateException("its private_key is not a PEM key");
        }
    }
}
