using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Text;
using System.Text.Json;
using System.Web;

namespace DataJoint.Stores.Gcs.Tests;

/// <summary>Workload identity federation: a provider's tokens, their exchange, and tokens of service accounts for whom somebody acts.</summary>
internal sealed partial class GoogleStorageStandIn
{
    private const string Federated = "fake-federated-token";

    /// <summary>The provider's token that the exchange takes now.</summary>
    public string Subject { get; set; } = "fake-subject-token";

    /// <summary>Whether the identity may act for service accounts.</summary>
    public bool MayImpersonate { get; set; } = true;

    /// <summary>What was asked of the provider: the header <c>Authorization</c>.</summary>
    public ConcurrentQueue<string?> SubjectRequests { get; } = new();

    /// <summary>The forms that were sent to the exchange, and its header <c>Authorization</c>.</summary>
    public ConcurrentQueue<(Dictionary<string, string> Form, string? Client)> Exchanges { get; } = new();

    /// <summary>The paths and documents with which tokens of service accounts were asked for.</summary>
    public ConcurrentQueue<(string Path, string Body)> Impersonations { get; } = new();

    private async Task GiveSubjectAsync(StandInRequest request)
    {
        SubjectRequests.Enqueue(request.Header("Authorization"));
        if (request.Header("Authorization") == "Bearer refused")
        {
            await request.AnswerAsync(403, """{ "error": "denied", "error_description": "CANARY" }""");
            return;
        }

        await request.AnswerAsync(200, JsonSerializer.Serialize(new { value = Subject }));
    }

    private async Task ExchangeAsync(StandInRequest request)
    {
        NameValueCollection parsed = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(await request.ReadAsync()));
        Dictionary<string, string> form = parsed.AllKeys.ToDictionary(key => key!, key => parsed[key]!);
        Exchanges.Enqueue((form, request.Header("Authorization")));
        if (form["subject_token"] != Subject)
        {
            await request.AnswerAsync(400, """{ "error": "invalid_grant", "error_description": "CANARY is not a token" }""");
            return;
        }

        string token = form["scope"].EndsWith("/cloud-platform", StringComparison.Ordinal) ? Federated : Token;
        await request.AnswerAsync(200,
            JsonSerializer.Serialize(new { access_token = token, issued_token_type = "urn:ietf:params:oauth:token-type:access_token", token_type = "Bearer", expires_in = 3599 }));
    }

    private async Task ImpersonateAsync(StandInRequest request)
    {
        Impersonations.Enqueue((string.Join('/', request.Path), Encoding.UTF8.GetString(await request.ReadAsync())));
        if (!MayImpersonate || request.Header("Authorization") is not ("Bearer " + Federated or "Bearer fake-token-0"))
        {
            await request.AnswerAsync(403, """{ "error": { "code": 403, "message": "CANARY may not act", "status": "PERMISSION_DENIED" } }""");
            return;
        }

        await request.AnswerAsync(
            200, JsonSerializer.Serialize(new { accessToken = Token, expireTime = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", null) }));
    }
}
