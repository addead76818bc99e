using DataJoint.Configuration;
using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google.Sources;

/// <summary>A person who has signed in with gcloud: exchanges the refresh token that gcloud keeps.</summary>
internal sealed class SignedInUser(TokenService service, CredentialDocument document, string origin) : ITokenSource
{
    private const string UsualAddress = "https://oauth2.googleapis.com/token";

    private readonly string _client = document.Text("client_id");
    private readonly Secret _clientSecret = new(document.Text("client_secret"));
    private readonly Secret _refresh = new(document.Text("refresh_token"));
    private readonly Uri _address = document.Address("token_uri", UsualAddress);

    public string Name => $"the user who signed in, from {origin}";

    public Task<GoogleToken> AskAsync(CancellationToken cancellationToken) => service.PostAsync(
        _address,
        Name,
        [
            new("grant_type", "refresh_token"), new("client_id", _client), new("client_secret", _clientSecret.Reveal()), new("refresh_token", _refresh.Reveal()),
        ],
        cancellationToken);
}
