using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google.Sources;

/// <summary>
/// Workload identity federation: the token of another identity provider is exchanged for one of Google's, and that, where the document says so, for
/// one of a service account.
/// </summary>
/// <remarks>See https://google.aip.dev/auth/4117 and RFC 8693.</remarks>
internal sealed class ExternalAccount : ITokenSource
{
    private readonly TokenService _service;
    private readonly string _origin;
    private readonly string _identity;
    private readonly Uri _exchange;
    private readonly ISubjectTokenSource _subject;
    private readonly ServiceAccountImpersonation? _account;
    private readonly List<KeyValuePair<string, string>> _form;
    private readonly Secret? _client;

    /// <exception cref="GoogleIdentityException">A member is missing, or asks for what is not done.</exception>
    public ExternalAccount(TokenService service, CredentialDocument document, string origin)
    {
        (_service, _origin) = (service, origin);
        string audience = document.Text("audience");
        _identity = IdentityOf(audience);
        _exchange = document.GoogleAddress("token_url", "sts");
        _account = document.Has("service_account_impersonation_url") ? new ServiceAccountImpersonation(service, document) : null;
        _client = document.Find("client_id") is { } id ? new Secret($"{id}:{document.Find("client_secret")}") : null;
        _form =
        [
            new("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
            new("audience", audience),
            new("scope", _account is null ? document.Scope : GoogleScopes.Platform),
            new("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
            new("subject_token_type", document.Text("subject_token_type")),
        ];
        if (_client is null && document.Find("workforce_pool_user_project") is { } project)
        {
            _form.Add(new("options", $$"""{"userProject":"{{JsonEncodedText.Encode(project)}}"}"""));
        }

        _subject = SourceOf(service, document.Section("credential_source"));
    }

    public string Name => $"{_identity}{(_account is null ? "" : $", acting for service account {_account.Account},")} from {_origin}";

    public async Task<GoogleToken> AskAsync(CancellationToken cancellationToken)
    {
        string who = $"{_identity} from {_origin}";
        Secret subject = await _subject.ReadAsync(who, cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Post, _exchange) { Content = new FormUrlEncodedContent([.. _form, new("subject_token", subject.Reveal())]) };
        if (_client is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(_client.Reveal())));
        }

        GoogleToken token = await _service.SendAsync(request, who, cancellationToken).ConfigureAwait(false);
        return _account is null ? token : await _account.ExchangeAsync(token, Name, cancellationToken).ConfigureAwait(false);
    }

    private static ISubjectTokenSource SourceOf(TokenService service, CredentialDocument source)
    {
        const string instead = "Let something that runs beside write the provider's token into a file, and make the document again with gcloud iam workload-identity-pools create-cred-config and --credential-source-file.";
        return source.Has("environment_id") ? throw source.CreateException("environment_id asks for an identity of AWS, which is not supported; file and url are", "Use an OpenID Connect provider, such as that of EKS, whose tokens are in a file (--credential-source-file); or a service account's key" + (service.Options.TokenSetting is { } setting ? $": djc secrets set {setting}" : "."))
            : source.Has("file") ? new FileSubjectToken(source)
            : source.Has("url") ? new UrlSubjectToken(service, source)
            : source.Has("executable") ? throw source.CreateException("executable names a program, and none is run because a document says so; file and url are supported", instead)
            : throw source.CreateException("there is neither file nor url", instead);
    }

    // "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/POOL/providers/PROVIDER"
    private static string IdentityOf(string audience)
    {
        string[] words = audience.Split('/');
        bool isPerson = audience.Contains("/workforcePools/", StringComparison.Ordinal);
        return words is [.., var pool, "providers", var provider]
            ? $"{(isPerson ? "workforce" : "workload")} identity {Display.Sanitize(pool, 60)}/{Display.Sanitize(provider, 60)}"
            : "an external account";
    }
}
