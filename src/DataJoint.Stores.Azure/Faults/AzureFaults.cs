using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using Azure;

namespace DataJoint.Stores.Azure.Faults;

/// <summary>Turns what the SDK throws into the store's faults. Nothing of a request or answer goes along: they can hold signatures.</summary>
internal sealed partial class AzureFaults(StoreSource source, Uri container, HttpWire wire)
{
    // What Azure allows for signed requests.
    private static readonly TimeSpan GreatestSkew = TimeSpan.FromMinutes(15);

    private readonly HttpFault _http = new(source.Spec.Name, container, wire) { SchemeSetting = $"stores.{source.Spec.Name}.endpoint" };

    /// <summary>The fault, or <see langword="null"/> when the exception is none of the store's.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="operation">What was tried, as Azure calls it: <c>Put Blob</c>.</param>
    /// <param name="name">The object, or <see langword="null"/>.</param>
    public StoreException? Explain(Exception exception, string operation, string? name) => exception switch
    {
        StoreException known => known,
        AggregateException { InnerException: not null } retried => Explain(retried.InnerExceptions[^1], operation, name),
        RequestFailedException { Status: 0, InnerException: { } inner } => Explain(inner, operation, name),
        RequestFailedException { ErrorCode: "AuthorizationFailure" } answer when IsEmulator(answer) => NotAuthenticated(name),
        RequestFailedException answer => FromAnswer(answer.ErrorCode, answer.Status, operation, name),
        HttpRequestException request => _http.Explain(request, name),
        IOException => _http.Broken(name, isLate: false),
        TimeoutException or OperationCanceledException => _http.Broken(name, isLate: true),
        XmlException unreadable => FromUnreadable(unreadable, operation, name),
        _ => null,
    };

    public StoreException NotFound(string name) => Create(StoreErrorCode.NotFound, name, "the object does not exist.");

    public StoreException AlreadyExists(string name) => Create(StoreErrorCode.AlreadyExists, name, "it exists already and was not to be replaced.");

    public StoreException Create(StoreErrorCode code, string? name, string reason, string? hint = null) =>
        new(code, source.Spec.Name, name, reason) { Hint = hint };

    /// <summary>Microsoft's emulator says AuthorizationFailure of a wrong key, of which Azure itself says AuthenticationFailed.</summary>
    private static bool IsEmulator(RequestFailedException answer) =>
        answer.GetRawResponse() is Response response && response.Headers.TryGetValue("Server", out string? server) && server.StartsWith("Azurite", StringComparison.Ordinal);

    // The runtime tells the character only in its words.
    private StoreException FromUnreadable(XmlException unreadable, string operation, string? name)
    {
        if (operation != "List Blobs")
        {
            return Create(StoreErrorCode.UnexpectedAnswer, name, $"the server at {_http.Address} is not Azure Blob Storage.");
        }

        Match character = InvalidCharacter().Match(unreadable.Message);
        if (!character.Success)
        {
            // An emulator gives nothing at all in place of such a name.
            return Create(
                StoreErrorCode.UnexpectedAnswer, name,
                $"the server at {_http.Address} is not Azure Blob Storage, or has a blob with a character in its name that no listing in XML can carry.",
                "Correct the endpoint and its port; where other folders can be listed, rename or delete that blob with the tool that wrote it.");
        }

        int number = int.Parse(character.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Create(
            StoreErrorCode.InvalidName, name,
            FormattableString.Invariant($"a blob there has U+{number:X4} in its name, and the listing, which is XML, cannot be read because of it."),
            "Rename or delete it with the tool that wrote it; until then, list folders in which it is not.");
    }

    [GeneratedRegex("0x[0-9A-F]{1,6}(?=, is an invalid character)")]
    private static partial Regex InvalidCharacter();

    // https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
    private StoreException FromAnswer(string? code, int status, string operation, string? name) => code switch
    {
        "BlobNotFound" or "CannotVerifyCopySource" when status == 404 && name is not null => NotFound(name),
        "ContainerNotFound" or "ContainerBeingDeleted" or "ContainerDisabled" =>
            Create(StoreErrorCode.NoSuchBucket, null, $"{_http.Address} has no container '{container.Segments[^1].Trim('/')}'."),
        "InvalidResourceName" or "OutOfRangeInput" => Create(
            StoreErrorCode.InvalidAttribute, name, $"'{container.Segments[^1].Trim('/')}' is not a container name, or the object's is not a blob name.",
            "A container's name has 3 to 63 small letters, digits and dashes."),
        "BlobAlreadyExists" or "UnauthorizedBlobOverwrite" => AlreadyExists(name ?? ""),
        "ConditionNotMet" or "TargetConditionNotMet" => operation == "Get Blob"
            ? Create(StoreErrorCode.Changed, name, "it has been replaced by another version.")
            : AlreadyExists(name ?? ""),
        "AuthenticationFailed" or "InvalidAuthenticationInfo" or "NoAuthenticationInformation" => NotAuthenticated(name),
        // Nothing is said of the key: it may work from another network.
        "AuthorizationFailure" => Create(
            StoreErrorCode.AccessDenied, name, $"{_http.Address} does not allow \"{operation}\" from this network, or with this signature (AuthorizationFailure).",
            "Check the network rules of the storage account, and what the signature permits."),
        "KeyBasedAuthenticationNotPermitted" => Create(
            StoreErrorCode.CredentialsRefused, name, "the account allows no keys and no signatures made with them.",
            "Remove account_key, sas_token and connection_string, so that the platform's identity is used."),
        "AccountIsDisabled" => Create(StoreErrorCode.CredentialsRefused, name, "the account is disabled."),
        "ServerBusy" or "TooManyRequests" => Create(StoreErrorCode.Throttled, name, $"{_http.Address} limits the rate of requests."),
        "OperationTimedOut" or "InternalError" => Create(StoreErrorCode.Unavailable, name, $"{_http.Address} could not finish the request ({code})."),
        "Md5Mismatch" or "Crc64Mismatch" => Create(StoreErrorCode.ChecksumMismatch, name, $"checksum mismatch: {_http.Address} received other bytes than were sent."),
        "InvalidBlockList" or "InvalidBlobOrBlock" => Create(StoreErrorCode.Unavailable, name, "another write of this name came in between."),
        "BlobOverwriteNotAllowed" or "BlobImmutableDueToPolicy" or "BlobImmutableDueToLegalHold" =>
            Create(StoreErrorCode.AccessDenied, name, "a policy of the account keeps it from being changed."),
        _ => FromStatus(code, status, operation, name),
    };

    private StoreException NotAuthenticated(string? name) => wire.Skew is { } skew && skew.Duration() > GreatestSkew
        ? Create(
            StoreErrorCode.ClockSkew, name, FormattableString.Invariant($"the clocks of this machine and of {_http.Address} are {skew.Duration().TotalMinutes:0} minutes apart."))
        : Create(
            StoreErrorCode.CredentialsRefused, name, $"{_http.Address} does not accept the key, signature or token.",
            StoreAttributes.DescribeChange(source.Newest, "connection_string", "account_key", "sas_token"));

    private StoreException FromStatus(string? code, int status, string operation, string? name) => status switch
    {
        404 when name is not null => NotFound(name),
        404 => Create(StoreErrorCode.NoSuchBucket, null, $"{_http.Address} has no container '{container.Segments[^1].Trim('/')}'."),
        401 or 403 => Create(
            StoreErrorCode.AccessDenied, name, $"the credentials do not allow \"{operation}\" in this container.",
            "Give the identity the role Storage Blob Data Contributor, or a signature with the permissions racwdl."),
        407 => Create(StoreErrorCode.ProxyRefused, name, $"the proxy {_http.Proxy ?? "of this system"} wants other credentials."),
        409 => AlreadyExists(name ?? ""),
        412 when operation == "Get Blob" => Create(StoreErrorCode.Changed, name, "it has been replaced by another version."),
        412 => AlreadyExists(name ?? ""),
        413 => Create(StoreErrorCode.StoreFull, name, "it is larger than the storage account takes."),
        429 or 503 => Create(StoreErrorCode.Throttled, name, $"{_http.Address} limits the rate of requests."),
        >= 500 => Create(StoreErrorCode.Unavailable, name, FormattableString.Invariant($"{_http.Address} fails with HTTP {status}.")),
        _ => Create(
            StoreErrorCode.UnexpectedAnswer, name, FormattableString.Invariant($"{_http.Address} refuses \"{operation}\" (HTTP {status}{(code is null ? "" : ", " + code)})."))
    };
}
