using System.Net.Http.Headers;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Identities.Google;
using DataJoint.Secrets.Http;

namespace DataJoint.Secrets.Google.Requests;

/// <summary>Asks Google Secret Manager as the platform's identity, and once more with a new token when that is not taken. The token goes to Google's own host only.</summary>
internal sealed class GoogleClient : IDisposable
{
    private const string Title = "Google Secret Manager";

    // There is no narrower one: https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly Uri _service;
    private readonly SecretHttp _http;
    private readonly GoogleIdentity _identity;

    /// <param name="hostEnvironment">Where the identity is looked for.</param>
    /// <param name="service">Who is asked; another than <see cref="Service"/> in tests only.</param>
    /// <param name="http">How it is asked.</param>
    public GoogleClient(HostEnvironment hostEnvironment, Uri service, SecretHttp http)
    {
        (_service, _http) = (service, http);
        _identity = new GoogleIdentity(new GoogleIdentityOptions
        {
            Service = Service,
            Scope = Scope,
            TokenSetting = null,
            EndpointSetting = null,
            HostEnvironment = hostEnvironment,
        });
    }

    /// <summary>Google's own address.</summary>
    public static Uri Service { get; } = new("https://secretmanager.googleapis.com/");

    /// <summary>Who is asked, with the address.</summary>
    public string Server => $"{Title} at {_service.Authority}";

    /// <summary>Reads the payload of a version.</summary>
    /// <param name="name">Its resource name, escaped.</param>
    /// <param name="what">The same for people.</param>
    /// <param name="read">Understands the answer.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="SecretException">It could not be had.</exception>
    public async Task<SecretAnswer> AccessAsync(string name, string what, Func<JsonElement, string, string, SecretAnswer> read, CancellationToken cancellationToken) =>
        Understand(await SendAsync(HttpMethod.Get, $"{name}:access", null, what, cancellationToken).ConfigureAwait(false), what, read);

    /// <summary>Adds a version to a secret.</summary>
    /// <param name="name">The secret's resource name, escaped.</param>
    /// <param name="what">The same for people.</param>
    /// <param name="json">The payload.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="SecretException">It was not added.</exception>
    public Task AddAsync(string name, string what, byte[] json, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, $"{name}:addVersion", json, what, cancellationToken);

    private async Task<SecretHttpAnswer> SendAsync(HttpMethod method, string target, byte[]? json, string what, CancellationToken cancellationToken)
    {
        for (bool isRenewed = false; ; isRenewed = true)
        {
            Secret token = await GetTokenAsync(cancellationToken).ConfigureAwait(false);
            using var request = new HttpRequestMessage(method, new Uri(_service, "v1/" + target));
            if (json is not null)
            {
                request.Content = new ByteArrayContent(json);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
            SecretHttpAnswer answer = await _http.SendAsync(request, Title, cancellationToken).ConfigureAwait(false);
            if (answer.Status == 401 && !isRenewed)
            {
                await _identity.ForgetAsync(token, cancellationToken).ConfigureAwait(false);
                continue;
            }

            return answer.IsSuccess ? answer : throw GoogleRefusal.Explain(answer.Status, answer.Body, what, Identity, answer.RetryAfter);
        }
    }

    public void Dispose() => _identity.Dispose();

    private string Identity => Display.Sanitize(_identity.Name, 200);

    private SecretAnswer Understand(SecretHttpAnswer answer, string what, Func<JsonElement, string, string, SecretAnswer> read)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return read(document.RootElement, what, Identity);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw GoogleRefusal.UnexpectedAnswer();
        }
    }

    private async Task<Secret> GetTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _identity.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (GoogleIdentityException fault)
        {
            DiagnosticRule rule = fault.Fault switch
            {
                GoogleIdentityFault.Refused => SecretRules.Refused,
                GoogleIdentityFault.Unavailable or GoogleIdentityFault.UnexpectedAnswer => SecretRules.Unreachable,
                _ => SecretRules.NoIdentity,
            };
            throw SecretException.From(
                rule, (rule == SecretRules.NoIdentity ? "nobody is logged in at Google: " : "") + fault.Message.TrimEnd('.'), fault.Diagnostic.Hint, fault.IsTransient);
        }
    }
}
