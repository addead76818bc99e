using System.Collections.Concurrent;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DataJoint.Servers;

/// <summary>
/// A stand-in for Google Secret Manager after its documentation, over TLS; not the service. It knows <c>projects.secrets.versions.access</c>, takes one token,
/// and is itself checked by Google's own client for Node.js.
/// </summary>
public sealed partial class GoogleSecretsStandIn : IAsyncDisposable
{
    /// <summary>The token that it takes, as metadata servers give it; obviously fake.</summary>
    public const string Token = "fake-google-token";

    private readonly ConcurrentDictionary<string, byte[][]> _secrets = new();
    private readonly ConcurrentDictionary<string, bool> _forbidden = new();
    private readonly HttpsStandIn _https;

    public GoogleSecretsStandIn() => _https = new HttpsStandIn(AnswerAsync);

    /// <summary><c>https://localhost:PORT</c>.</summary>
    public Uri Address => _https.Address;

    /// <summary>What it was asked.</summary>
    public IReadOnlyCollection<StandInRequest> Requests => _https.Requests;

    /// <summary>What goes wrong with reads.</summary>
    public StandInFaults Faults { get; } = new();

    /// <summary>Whether payloads arrive with the checksum of something else.</summary>
    public bool Damages { get; set; }

    /// <summary>Keeps another version of a secret; null is one that was destroyed.</summary>
    public void Put(string project, string name, byte[]? payload) => _secrets.AddOrUpdate($"{project}/{name}", [payload!], (_, versions) => [.. versions, payload!]);

    /// <summary>Nobody may read it from now on.</summary>
    public void Forbid(string project, string name) => _forbidden[$"{project}/{name}"] = true;

    public ValueTask DisposeAsync() => _https.DisposeAsync();

    private async Task<StandInResponse> AnswerAsync(StandInRequest request, CancellationToken cancellation)
    {
        if (request.Method == "POST" && Addition().Match(request.Path) is { Success: true } added)
        {
            return Add(request, added.Groups[1].Value, added.Groups[2].Value);
        }

        Match asked = Access().Match(request.Path);
        if (request.Method != "GET" || !asked.Success)
        {
            return Refuse(404, "NOT_FOUND", "Not found.");
        }

        if (await Faults.ApplyAsync(cancellation) is { } other)
        {
            return other;
        }

        string key = $"{asked.Groups[1].Value}/{asked.Groups[2].Value}";
        return request.Header("Authorization") != "Bearer " + Token ? Refuse(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
            : _forbidden.ContainsKey(key) ? Refuse(403, "PERMISSION_DENIED", $"Permission 'secretmanager.versions.access' denied for resource '{request.Path}' (or it may not exist).")
            : !_secrets.TryGetValue(key, out byte[][]? versions) ? Refuse(404, "NOT_FOUND", $"Secret [projects/1/secrets/{asked.Groups[2].Value}] not found or has no versions.")
            : Give(request.Path, versions, asked.Groups[3].Value);
    }

    /// <summary>Whoever sends another checksum than that of the data is refused, as by the service.</summary>
    private StandInResponse Add(StandInRequest request, string project, string name)
    {
        if (request.Header("Authorization") != "Bearer " + Token)
        {
            return Refuse(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
        }

        JsonElement payload = JsonDocument.Parse(request.Body).RootElement.GetProperty("payload");
        byte[] data = payload.GetProperty("data").GetBytesFromBase64();
        if (!_secrets.ContainsKey($"{project}/{name}") || payload.GetProperty("dataCrc32c").GetString() != $"{ChecksumOf(data)}")
        {
            return Refuse(400, "INVALID_ARGUMENT", "The checksum of the data is another one, or there is no such secret.");
        }

        Put(project, name, data);
        return new StandInResponse(200, JsonSerializer.Serialize(new { name = $"projects/1/secrets/{name}/versions/{_secrets[$"{project}/{name}"].Length}", state = "ENABLED" }));
    }

    private StandInResponse Give(string path, byte[][] versions, string version)
    {
        int number = version == "latest" ? versions.Length : int.TryParse(version, out int given) ? given : 0;
        if (number < 1 || number > versions.Length)
        {
            return Refuse(404, "NOT_FOUND", "Secret Version not found.");
        }

        byte[]? payload = versions[number - 1];
        return payload is null ? Refuse(400, "FAILED_PRECONDITION", "Secret Version is in DESTROYED state.") : new StandInResponse(200, JsonSerializer.Serialize(new
        {
            name = path[4..].Replace($"/{version}:access", $"/{number}", StringComparison.Ordinal),
            payload = new { data = Convert.ToBase64String(payload), dataCrc32c = $"{ChecksumOf(Damages ? [0] : payload)}" },
        }));
    }

    private static StandInResponse Refuse(int code, string status, string message) => new(code, JsonSerializer.Serialize(new { error = new { code, message, status } }));

    private static uint ChecksumOf(byte[] bytes) => ~bytes.Aggregate(uint.MaxValue, BitOperations.Crc32C);

    [GeneratedRegex("^/v1/projects/([^/]+)/secrets/([^/]+)/versions/([^/:]+):access$")]
    private static partial Regex Access();

    [GeneratedRegex("^/v1/projects/([^/]+)/secrets/([^/:]+):addVersion$")]
    private static partial Regex Addition();
}
