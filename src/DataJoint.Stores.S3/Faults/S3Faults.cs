using System.Net;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.S3;
using DataJoint.Configuration;
using DataJoint.Stores.S3.Endpoints;

namespace DataJoint.Stores.S3.Faults;

/// <summary>Turns what the SDK throws into the store's faults. Nothing of a request or answer goes along: they can hold tokens.</summary>
internal sealed partial class S3Faults(StoreSource source, string bucket, S3Endpoint endpoint, HttpFault http, BucketTraffic traffic)
{
    // The SDK checks a body with its checksum itself, and has no type for the outcome.
    private const string SdkMismatch = "Expected hash not equal to calculated hash";

    /// <summary>The reason that is given for a part that begins after the end of its object; such a part is empty.</summary>
    public const string BeyondEnd = "it has no bytes there.";

    /// <summary>S3's word for parts that it does not have.</summary>
    public const string LostPart = "InvalidPart";

    /// <summary>S3's word for a range that its object does not have.</summary>
    public const string NoRange = "InvalidRange";

    private const int LongestWords = 200;

    /// <summary>Whether a write in parts ended because the server lost some of them.</summary>
    public static bool TellsOfLostParts(StoreException fault) => fault.InnerException is ServerRefusal { Code: LostPart };

    /// <summary>The fault, or <see langword="null"/> when the exception is none of the store's.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="operation">What was tried, as S3 calls it: <c>PutObject</c>.</param>
    /// <param name="name">The object, or <see langword="null"/>.</param>
    public StoreException? Explain(Exception exception, string operation, string? name) => exception switch
    {
        StoreException known => known,
        AmazonS3Exception answer => FromAnswer(answer, operation, name),
        AmazonUnmarshallingException => Create(StoreErrorCode.UnexpectedAnswer, name, $"what answers at {endpoint} does not speak S3."),
        AmazonServiceException { InnerException: HttpRequestException broken } => http.Explain(broken, name),
        AmazonServiceException service => FromCode(service.ErrorCode, (int)service.StatusCode, operation, name),
        HttpRequestException broken => http.Explain(broken, name),
        AmazonClientException { Message: SdkMismatch } => Create(StoreErrorCode.ChecksumMismatch, name, $"checksum mismatch: what {endpoint} sent is not what the store has."),
        IOException => http.Broken(name, isLate: false),
        TimeoutException or OperationCanceledException => Unavailable(name, $"{endpoint} did not answer in time{ByWay}."),
        System.Xml.XmlException { LineNumber: 0 } when operation is "PutObject" or "CopyObject" => HalfAnswer(name),
        System.Xml.XmlException => Create(StoreErrorCode.UnexpectedAnswer, name, $"what answers at {endpoint} does not speak S3."),
        AmazonClientException { InnerException: { } inner } => Explain(inner, operation, name),
        AmazonClientException => Unavailable(name, $"the request to {endpoint} could not be made."),
        _ => null,
    };

    private string ByWay => http.Proxy is { } proxy ? $" (by way of {proxy}, the proxy)" : "";

    public StoreException NotFound(string name) => Create(StoreErrorCode.NotFound, name, "the object does not exist.");

    public StoreException AlreadyExists(string name) => Create(StoreErrorCode.AlreadyExists, name, "it exists already and was not to be replaced.");

    public StoreException Changed(string name) => Create(StoreErrorCode.Changed, name, "it has been replaced by another version.");

    public StoreException NoSuchBucket() => Create(StoreErrorCode.NoSuchBucket, null, $"{endpoint} has no bucket '{bucket}'.");

    public StoreException Damaged(string name) =>
        Create(StoreErrorCode.ChecksumMismatch, name, $"checksum mismatch: {endpoint} received other bytes than were sent.");

    public StoreException DamagedAndKept(string name) => Create(
        StoreErrorCode.ChecksumMismatch, name,
        $"checksum mismatch: {endpoint} stored other bytes than were sent, and the damaged object is still there, since it could not be deleted.",
        "Write it again (--overwrite), or delete it, before anybody takes it for whole.");

    /// <summary>An answer that says all is well but not what was stored is half an answer.</summary>
    public T CheckTag<T>(string name, T answer, Func<T, string?> tag) =>
        tag(answer) is { Length: > 0 } ? answer : throw HalfAnswer(name);

    public StoreException Unavailable(string? name, string reason) => Create(StoreErrorCode.Unavailable, name, reason);

    public StoreException Create(StoreErrorCode code, string? name, string reason, string? hint = null) =>
        new(code, source.Spec.Name, name, reason) { Hint = hint };

    // What takes long begins its answer with blanks, to keep the connection, and may come to no more than these.
    private StoreException HalfAnswer(string? name) => Unavailable(name, $"the answer of {endpoint} broke off.");

    private StoreException FromAnswer(AmazonS3Exception answer, string operation, string? name)
    {
        if (answer.InnerException is HttpRequestException broken && answer.StatusCode == 0)
        {
            return http.Explain(broken, name);
        }

        return answer.ErrorCode is "AuthorizationHeaderMalformed" or "PermanentRedirect" or "IllegalLocationConstraintException"
            || answer.StatusCode == HttpStatusCode.MovedPermanently
            ? WrongRegion(answer)
            : WithWords(FromCode(answer.ErrorCode, (int)answer.StatusCode, operation, name), answer);
    }

    /// <summary>What has no explanation of ours is told in the server's own words, and what it answered is kept.</summary>
    private static StoreException WithWords(StoreException fault, AmazonS3Exception answer)
    {
        if (fault.Code is not (StoreErrorCode.Unsupported or StoreErrorCode.UnexpectedAnswer))
        {
            return fault;
        }

        string words = Display.Sanitize(answer.Message?.Trim() ?? "", LongestWords);
        bool isTold = words.Length == 0 || answer.ErrorCode == NoRange || fault.Reason.Contains(words, StringComparison.Ordinal);
        string reason = isTold ? fault.Reason : $"{fault.Reason} It says: {words}";
        var cause = new ServerRefusal((int)answer.StatusCode, answer.ErrorCode, reason);
        return new StoreException(fault.Code, fault.StoreName, fault.ObjectName, reason, cause) { Hint = fault.Hint };
    }

    /// <summary>A write that is to replace nothing, and a server that cannot see to it: without its help two writers can both believe that they were first.</summary>
    public StoreException NoConditions(string name, StoreException refusal) => new(
        StoreErrorCode.Unsupported, source.Spec.Name, name, $"{endpoint} refuses a write that is to replace nothing (If-None-Match): {refusal.Reason}", refusal.InnerException)
    {
        Hint = "Replace what is there (--overwrite), or accept that of two who write one new name at once the later one wins: "
            + $"djc config set stores.{source.Spec.Name}.conditional_writes false",
    };

    private StoreException WrongRegion(AmazonS3Exception answer)
    {
        // The answer has it as an element, in its message ("the region 'x' is wrong; expecting 'y'"), or in a header alone.
        Match element = RegionElement().Match(answer.ResponseBody ?? "");
        string? quoted = answer.Message?.Split('\'') is { Length: >= 4 } parts ? parts[3] : null;
        string? region = element.Success ? element.Groups[1].Value : quoted ?? traffic.BucketRegion;
        bool known = region is not null && region.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return Create(
            StoreErrorCode.WrongRegion, null,
            $"bucket '{bucket}' is not in {endpoint.SigningRegion}" + (known ? $" but in {region}." : "."),
            $"Run: djc config set stores.{source.Spec.Name}.region {(known ? region : "REGION")}");
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    private StoreException FromCode(string? code, int status, string operation, string? name) => code switch
    {
        NoRange => Create(StoreErrorCode.Unsupported, name, BeyondEnd),
        "NoSuchKey" when name is not null => NotFound(name),
        "NoSuchKey" or "NoSuchBucket" => NoSuchBucket(),
        "PreconditionFailed" when operation == "GetObject" => Changed(name ?? ""),
        "PreconditionFailed" or "ConditionalRequestConflict" => AlreadyExists(name ?? ""),
        "InvalidAccessKeyId" or "InvalidClientTokenId" or "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" or "UnrecognizedClientException" or "InvalidSecurity" =>
            Create(StoreErrorCode.CredentialsRefused, name, $"{endpoint} does not accept the access key or its session token ({code}).",
            StoreAttributes.DescribeChange(source.Newest, "access_key", "secret_key", "session_token")),
        "SignatureDoesNotMatch" => Create(
            StoreErrorCode.SignatureMismatch, name, $"{endpoint} knows the access key, but secret_key does not belong to it.",
            StoreAttributes.DescribeChange(source.Newest, "secret_key")),
        "RequestTimeTooSkewed" => Create(StoreErrorCode.ClockSkew, name, $"the clocks of this machine and of {endpoint} are too far apart."),
        "SlowDown" or "Throttling" or "ThrottlingException" or "RequestLimitExceeded" or "TooManyRequests" or "RequestThrottled" => Throttled(name),
        "QuotaExceeded" or "InsufficientCapacity" or "XMinioStorageFull" or "EntityTooLarge" =>
            Create(StoreErrorCode.StoreFull, name, $"bucket '{bucket}' takes no more ({code})."),
        "BadDigest" or "InvalidDigest" or "XAmzContentSHA256Mismatch" or "XAmzContentChecksumMismatch" => Damaged(name ?? ""),
        LostPart => Create(
            StoreErrorCode.UnexpectedAnswer, name, $"{endpoint} no longer has all the parts that it had confirmed ({code}).",
            "Write it again; if it happens again, look into the server's log: it loses what it has confirmed."),
        "KeyTooLongError" => Create(StoreErrorCode.InvalidName, name, $"the name is too long for {endpoint}."),
        "RequestTimeout" or "IncompleteBody" or "InternalError" or "OperationAborted" => Unavailable(name, $"{endpoint} could not finish the request ({code})."),
        _ => FromStatus(code, status, operation, name),
    };

    private StoreException FromStatus(string? code, int status, string operation, string? name) => status switch
    {
        404 when name is not null => NotFound(name),
        401 or 403 => Create(
            StoreErrorCode.AccessDenied, name, $"the credentials do not allow s3:{operation} in bucket '{bucket}'.",
            $"Allow s3:{operation} for this access key in the bucket's or the user's policy."),
        407 => Create(StoreErrorCode.ProxyRefused, name, $"the proxy {http.Proxy ?? "of this system"} wants other credentials."),
        412 => AlreadyExists(name ?? ""),
        429 => Throttled(name),
        501 or 405 => Create(StoreErrorCode.Unsupported, name, $"{endpoint} does not know s3:{operation}."),
        507 => Create(StoreErrorCode.StoreFull, name, $"bucket '{bucket}' takes no more."),
        >= 500 => Unavailable(name, FormattableString.Invariant($"{endpoint} fails with HTTP {status}.")),
        400 when !endpoint.IsSecure && code is null or "BadRequest" => Create(
            StoreErrorCode.UnexpectedAnswer, name, $"{endpoint} refuses s3:{operation} (HTTP 400); if it speaks TLS only, that is why."),
        _ => Create(StoreErrorCode.UnexpectedAnswer, name, FormattableString.Invariant($"{endpoint} refuses s3:{operation} (HTTP {status}, {code})."))
    };

    [GeneratedRegex("<Region>([a-z0-9-]+)</Region>")]
    private static partial Regex RegionElement();

    private StoreException Throttled(string? name) => Create(StoreErrorCode.Throttled, name, $"{endpoint} limits the rate of requests.");
}
