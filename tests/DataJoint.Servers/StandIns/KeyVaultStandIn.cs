using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace DataJoint.Servers;

/// <summary>
/// A stand-in for Azure Key Vault after its documentation, over TLS; not the service. It knows <c>GET /secrets/{name}/{version}</c>, tells who has no token how
/// to get one, takes one token, and is itself checked by Microsoft's own client for Node.js.
/// </summary>
public sealed class KeyVaultStandIn : IAsyncDisposable
{
    /// <summary>The token that it takes; obviously fake.</summary>
    public const string Token = "fake-azure-token";

    /// <summary>The tenant that it says it belongs to.</summary>
    public const string Tenant = "11111111-2222-3333-4444-555555555555";

    private readonly ConcurrentDictionary<string, string[]> _secrets = new();
    private readonly ConcurrentDictionary<string, string> _forbidden = new();
    private readonly HttpsStandIn _https;

    public KeyVaultStandIn() => _https = new HttpsStandIn(AnswerAsync);

    /// <summary><c>https://localhost:PORT</c>.</summary>
    public Uri Address => _https.Address;

    /// <summary>What it was asked.</summary>
    public IReadOnlyCollection<StandInRequest> Requests => _https.Requests;

    /// <summary>What goes wrong with reads; a request without a token is none.</summary>
    public StandInFaults Faults { get; } = new();

    /// <summary>Keeps another version of a secret.</summary>
    /// <returns>The version.</returns>
    public string Put(string name, string text) => VersionOf(_secrets.AddOrUpdate(name, [text], (_, versions) => [.. versions, text]).Length);

    /// <summary>Nobody may read it from now on.</summary>
    /// <param name="name">The secret.</param>
    /// <param name="reason">The service's word for why.</param>
    public void Forbid(string name, string reason = "ForbiddenByRbac") => _forbidden[name] = reason;

    public ValueTask DisposeAsync() => _https.DisposeAsync();

    private async Task<StandInResponse> AnswerAsync(StandInRequest request, CancellationToken cancellation)
    {
        if (request.Header("Authorization") != "Bearer " + Token)
        {
            return Refuse(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.") with
            {
                Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = $"Bearer authorization=\"https://login.microsoftonline.com/{Tenant}\", resource=\"https://vault.azure.net\"" },
            };
        }

        if (await Faults.ApplyAsync(cancellation) is { } other)
        {
            return other;
        }

        string[] parts = request.Path.Trim('/').Split('/');
        if (request.Method == "PUT" && parts is ["secrets", var written] && request.Query("api-version") is not null)
        {
            Put(written, JsonDocument.Parse(request.Body).RootElement.GetProperty("value").GetString()!);
            return Give(written, _secrets[written], VersionOf(_secrets[written].Length));
        }

        if (request.Method != "GET" || parts.Length is not (2 or 3) || parts[0] != "secrets" || request.Query("api-version") is null)
        {
            return Refuse(400, "BadParameter", "The request URI contains an invalid name or lacks api-version.");
        }

        string name = parts[1];
        return _forbidden.TryGetValue(name, out string? reason) ? Refuse(403, "Forbidden", "Caller is not authorized to perform action on resource.", reason)
            : !_secrets.TryGetValue(name, out string[]? versions) ? Refuse(404, "SecretNotFound", $"A secret with (name/id) {name} was not found in this key vault.")
            : Give(name, versions, parts.Length == 3 ? parts[2] : VersionOf(versions.Length));
    }

    private StandInResponse Give(string name, string[] versions, string version)
    {
        int index = Array.FindIndex(versions, text => VersionOf(Array.IndexOf(versions, text) + 1) == version);
        return index < 0 ? Refuse(404, "SecretNotFound", $"A secret with (name/id) {name}/{version} was not found in this key vault.") : new StandInResponse(200, JsonSerializer.Serialize(new
        {
            value = versions[index],
            id = $"{Address.GetLeftPart(UriPartial.Authority)}/secrets/{name}/{version}",
            attributes = new { enabled = true, created = 1764000000, updated = 1764000000, recoveryLevel = "Recoverable+Purgeable" },
        }));
    }

    private static string VersionOf(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    private static StandInResponse Refuse(int status, string code, string message, string? inner = null) =>
        new(status, JsonSerializer.Serialize(new { error = new { code, message, innererror = inner is null ? null : new { code = inner } } }));
}
