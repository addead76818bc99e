using System.Net.Http.Headers;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Vault.Server;

namespace DataJoint.Secrets.Vault.Logins;

/// <summary>
/// The identity of a job in GitHub Actions: a JWT that is asked for at the address that the runner names, with a token that goes nowhere else.
/// See https://docs.github.com/en/actions/reference/security/oidc.
/// </summary>
internal static class ActionsToken
{
    private const string AddressName = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string TokenName = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
    private const int MaxReply = 64 * 1024;

    /// <summary>Whether this is a job that may ask.</summary>
    public static bool IsOffered(HostEnvironment host) => host.FindVariable(AddressName) is not null && host.FindVariable(TokenName) is not null;

    /// <exception cref="SecretException">There is no answer, or it is not a token.</exception>
    public static async Task<Secret> AskAsync(HostEnvironment host, string? audience, CancellationToken cancellationToken)
    {
        string text = host.FindVariable(AddressName)!;
        if (!Uri.TryCreate(audience is null ? text : $"{text}&audience={Uri.EscapeDataString(audience)}", UriKind.Absolute, out Uri? address)
            || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
        {
            throw new SecretException($"{AddressName} is not an address that begins with https://");
        }

        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = address.Scheme == Uri.UriSchemeHttps })
        {
            MaxResponseContentBufferSize = MaxReply,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.FindVariable(TokenName));
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            using JsonDocument? json = response.IsSuccessStatusCode ? JsonDocument.Parse(body) : null;
            return json is not null && VaultReply.Text(json.RootElement, "value") is string value ? new Secret(value) : throw Fail($"HTTP {(int)response.StatusCode}", isTransient: false);
        }
        catch (JsonException)
        {
            throw Fail("its answer is not a token", isTransient: false);
        }
        catch (HttpRequestException)
        {
            throw Fail("cannot be reached", isTransient: true);
        }
    }

    private static SecretException Fail(string what, bool isTransient) => SecretException.From(
        isTransient ? SecretRules.Unreachable : SecretRules.Refused, $"GitHub Actions gives no identity token: {what}",
        "Give the job the permission id-token: write.", isTransient);
}
