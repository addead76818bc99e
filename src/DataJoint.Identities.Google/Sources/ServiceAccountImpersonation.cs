using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Identities.Google.Tokens;

namespace DataJoint.Identities.Google.Sources;

/// <summary>Exchanges a token of somebody who may act for a service account for one of that account.</summary>
/// <remarks>See https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken.</remarks>
internal sealed class ServiceAccountImpersonation
{
    private const string Before = "/serviceAccounts/";
    private const string Behind = ":generateAccessToken";
    private const int UsualLifetime = 3600;

    private readonly TokenService _service;
    private readonly Uri _address;
    private readonly int _lifetime;
    private readonly IReadOnlyList<string> _delegates;
    private readonly string _scope;

    /// <exception cref="GoogleIdentityException">The address is not Google's.</exception>
    public ServiceAccountImpersonation(TokenService service, CredentialDocument document)
    {
        const string member = "service_account_impersonation_url";
        _service = service;
        _scope = document.Scope;
        _address = document.GoogleAddress(member, "iamcredentials");
        _lifetime = (document.Has("service_account_impersonation") ? document.Section("service_account_impersonation").Number("token_lifetime_seconds") : null) ?? UsualLifetime;
        _delegates = [.. document.Texts("delegates").Select(name => name.Contains('/', StringComparison.Ordinal) ? name : "projects/-/serviceAccounts/" + name)];
        string path = Uri.UnescapeDataString(_address.AbsolutePath);
        int begin = path.LastIndexOf(Before, StringComparison.Ordinal);
        if (begin < 0 || !path.EndsWith(Behind, StringComparison.Ordinal) || _address.Query.Length > 0)
        {
            throw document.CreateException($"{member} must end in {Before}, the account and {Behind}");
        }

        Account = Display.Sanitize(path[(begin + Before.Length)..^Behind.Length], 120);
    }

    /// <summary>The account's address, for display.</summary>
    public string Account { get; }

    /// <summary>Exchanges a token.</summary>
    /// <exception cref="GoogleIdentityException">It is refused, or there is no answer.</exception>
    public async Task<GoogleToken> ExchangeAsync(GoogleToken token, string who, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(Body()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "UTF-8") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text.Reveal());
        try
        {
            return await _service.SendAsync(request, who, cancellationToken).ConfigureAwait(false);
        }
        catch (GoogleIdentityException refusal) when (refusal.Fault == GoogleIdentityFault.Refused)
        {
            throw new GoogleIdentityException(
                refusal.Fault, refusal.Message,
                $"Allow it to act for {Account}: the role Workload Identity User (roles/iam.workloadIdentityUser) or Service Account Token Creator (roles/iam.serviceAccountTokenCreator) there.");
        }
    }

    private byte[] Body()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("delegates");
            foreach (string name in _delegates)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteStartArray("scope");
            json.WriteStringValue(_scope);
            json.WriteEndArray();
            json.WriteString("lifetime", _lifetime.ToString(CultureInfo.InvariantCulture) + "s");
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
