using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace DataJoint.Secrets.Aws.Requests;

/// <summary>A service refused a request. Code, status and the caller's name, none of which is a secret; what else the service says stays out.</summary>
internal sealed partial class AwsRefusal : Exception
{
    private AwsRefusal(string code, int status, string caller)
        : base($"{code} (HTTP {status})") => (Code, Status, Caller) = (code, status, caller);

    /// <summary>The service's word, such as <c>ResourceNotFoundException</c>; <c>unknown</c> when it gives none.</summary>
    public string Code { get; }

    public int Status { get; }

    /// <summary>Who asked: its name at AWS where the answer has it, and where its keys come from.</summary>
    public string Caller { get; }

    /// <summary>Whether the login itself is refused, so that every other question would be, too.</summary>
    public bool IsAboutLogin => Code is "UnrecognizedClientException" or "InvalidClientTokenId" or "SignatureDoesNotMatch" or "InvalidSignatureException" or "ExpiredTokenException"
        or "ExpiredToken" or "IncompleteSignature" or "IncompleteSignatureException" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" or "InvalidAccessKeyId"
        or "AuthFailure" or "OptInRequired" or "NotAuthorized" or "RequestExpired";

    /// <summary>Whether it may pass.</summary>
    public bool IsTransient => Status is 429 or >= 500 || Code is "ThrottlingException" or "Throttling" or "ThrottledException" or "RequestThrottledException" or "TooManyRequestsException"
        or "RequestLimitExceeded" or "LimitExceededException" or "SlowDown" or "InternalServiceError" or "InternalFailure" or "InternalServerError" or "ServiceUnavailable"
        or "RequestTimeout" or "RequestTimeoutException" or "PriorRequestNotComplete" or "TransactionInProgressException";

    public static AwsRefusal From(int status, byte[] body, string owner)
    {
        (string? code, string? words) = body.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'<', ..] ? ReadXml(body) : ReadJson(body);
        Match caller = CallerName().Match(words ?? "");
        return new AwsRefusal(code is not null && CodeForm().IsMatch(code) ? code : "unknown", status, caller.Success ? $"{caller.Value} ({owner})" : owner);
    }

    private static (string? Code, string? Words) ReadJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            // "com.amazonaws.secretsmanager#ResourceNotFoundException"
            return (Text(document.RootElement, "__type")?.Split('#')[^1].Split(':')[0] ?? Text(document.RootElement, "Code"), Text(document.RootElement, "message") ?? Text(document.RootElement, "Message"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (string? Code, string? Words) ReadXml(byte[] body)
    {
        try
        {
            IReadOnlyDictionary<string, string> texts = XmlTexts.Read(body);
            return (texts.GetValueOrDefault("Code"), texts.GetValueOrDefault("Message"));
        }
        catch (XmlException)
        {
            return default;
        }
    }

    [GeneratedRegex("arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:(user|assumed-role|federated-user|root)[A-Za-z0-9/+=,.@_-]{0,200}")]
    private static partial Regex CallerName();

    [GeneratedRegex("^[A-Za-z.]{1,80}$")]
    private static partial Regex CodeForm();
}
