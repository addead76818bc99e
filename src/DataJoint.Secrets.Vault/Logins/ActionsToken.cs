using System.Net.Http.Headers;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Http;
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

    /// <summary>Whether this is a job that may ask.</summary>
    public static bool IsOffered(HostEnvironment host) => host.FindVariable(AddressName) is not null && host.FindVariable(TokenName) is not null;

    /// <exception cref="SecretException">There is no answer, or it is not a token.</exception>
    public static async Task<Secret> AskAsync(HostEnvironment host, string? audience, CancellationToken cancellationToken)
    {
        string text = host.FindVariable(AddressName)!;
        if (!Uri.TryCreate(audience is null ? text : $"{text}&audience={Uri.EscapeDataString(audience)}", UriKind.Absolute, out Uri? address) || !SecretHttp.IsSafe(address))
        {
            throw new SecretException($"{AddressName} is not an address that begins with https://");
        }

        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.FindVariable(TokenName));
        SecretHttpAnswer answer = await SecretHttp.Shared.SendAsync(request, "GitHub Actions", cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? FindToken(answer.Body) ?? throw Fail("its answer is not a token") : throw Fail($"HTTP {answer.Status}");
    }

    private static Secret? FindToken(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return VaultReply.Text(json.RootElement, "value") is string value ? new Secret(value) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SecretException Fail(string what) => SecretException.From(
        SecretRules.Refused, $"GitHub Actions gives no identity token: {what}", "Give the job the permission id-token: write.", isTransient: false);
}
