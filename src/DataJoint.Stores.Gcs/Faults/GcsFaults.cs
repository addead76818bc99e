using System.Net;
using System.Text.Json;
using DataJoint.Stores.Gcs.Endpoints;

namespace DataJoint.Stores.Gcs.Faults;

/// <summary>Turns answers and exceptions into the store's faults. Nothing of a request goes along: it holds a token.</summary>
internal sealed class GcsFaults(StoreSource source, GcsAddress address, HttpWire wire)
{
    private readonly HttpFault _http = new(source.Spec.Name, address.Root, wire) { SchemeSetting = $"stores.{source.Spec.Name}.endpoint" };

    /// <summary>The fault, or <see langword="null"/> when the exception is none of the store's.</summary>
    public StoreException? Explain(Exception exception, string? name) => exception switch
    {
        StoreException known => known,
        HttpRequestException request => _http.Explain(request, name),
        IOException => _http.Broken(name, isLate: false),
        TimeoutException or OperationCanceledException => _http.Broken(name, isLate: true),
        JsonException or KeyNotFoundException or FormatException => NoStorage(name),
        _ => null,
    };

    public StoreException NotFound(string name) => Create(StoreErrorCode.NotFound, name, "the object does not exist.");

    public StoreException AlreadyExists(string name) => Create(StoreErrorCode.AlreadyExists, name, "it exists already and was not to be replaced.");

    public StoreException Damaged(string? name, string reason) => Create(StoreErrorCode.ChecksumMismatch, name, reason);

    public StoreException Forgotten(string? name) => Create(StoreErrorCode.Unavailable, name, $"{_http.Address} has forgotten the upload that was begun.");

    public StoreException NoStorage(string? name) => Create(StoreErrorCode.UnexpectedAnswer, name, $"the server at {_http.Address} is not Google Cloud Storage.");

    /// <summary>What an answer that is not a success means.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="body">Its body.</param>
    /// <param name="operation">What was tried, as Google calls the right to it: <c>storage.objects.get</c>.</param>
    /// <param name="name">The object, or <see langword="null"/>.</param>
    public StoreException FromAnswer(HttpStatusCode status, string body, string operation, string? name)
    {
        (string? message, string? reason) = Understand(body);
        return (int)status switch
        {
            404 when name is null || message.Contains("bucket does not exist", StringComparison.OrdinalIgnoreCase) =>
                Create(StoreErrorCode.NoSuchBucket, null, $"{_http.Address} has no bucket '{address.Bucket}'."),
            404 => NotFound(name!),
            401 => Create(StoreErrorCode.CredentialsRefused, name, $"{_http.Address} does not accept the token.", source.Newest.OriginOf("token") is null ? null
                : StoreAttributes.DescribeChange(source.Newest, "token")),
            403 when reason is "rateLimitExceeded" or "userRateLimitExceeded" or "quotaExceeded" => Throttled(name),
            403 => Create(
                StoreErrorCode.AccessDenied, name, $"the identity has not the right {operation} in bucket '{address.Bucket}'.",
                "Give it a role that has it, such as Storage Object User (roles/storage.objectUser)."),
            407 => Create(StoreErrorCode.ProxyRefused, name, $"the proxy {_http.Proxy ?? "of this system"} wants other credentials."),
            412 when operation == "storage.objects.get" => Create(StoreErrorCode.Changed, name, "it has been replaced by another version."),
            412 or 409 => AlreadyExists(name ?? ""),
            413 => Create(StoreErrorCode.StoreFull, name, "it is larger than an object may be."),
            429 => Throttled(name),
            400 when message.Contains("CRC32C", StringComparison.OrdinalIgnoreCase) || message.Contains("hash", StringComparison.OrdinalIgnoreCase) =>
                Damaged(name, $"checksum mismatch: {_http.Address} received other bytes than were sent."),
            408 or >= 500 => Create(StoreErrorCode.Unavailable, name, FormattableString.Invariant($"{_http.Address} fails with HTTP {(int)status}.")),
            _ => Create(StoreErrorCode.UnexpectedAnswer, name, FormattableString.Invariant($"{_http.Address} refuses {operation} (HTTP {(int)status})."))
        };
    }

    private StoreException Throttled(string? name) => Create(StoreErrorCode.Throttled, name, $"{_http.Address} limits the rate of requests.");

    // { "error": { "code": 404, "message": "…", "errors": [ { "reason": "notFound" } ] } }, or plain text where media was asked for.
    private static (string Message, string? Reason) Understand(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            JsonElement error = document.RootElement.GetProperty("error");
            string? reason = error.TryGetProperty("errors", out JsonElement all) && all.GetArrayLength() > 0 && all[0].TryGetProperty("reason", out JsonElement first)
                ? first.GetString() : null;
            return (error.GetProperty("message").GetString() ?? "", reason);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (body, null);
        }
    }

    private StoreException Create(StoreErrorCode code, string? name, string reason, string? hint = null) =>
        new(code, source.Spec.Name, name, reason) { Hint = hint };
}
