using System.Globalization;
using System.Text;
using System.Xml;
using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Credentials;
using DataJoint.Secrets.Aws.Keys;
using DataJoint.Secrets.Aws.Requests;
using DataJoint.Secrets.Http;

namespace DataJoint.Secrets.Aws;

/// <summary>Access keys of AWS IAM, or of a service that speaks its query API.</summary>
/// <remarks>See https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html and its neighbours.</remarks>
public sealed class IamAccessKeys : IAccessKeyService
{
    private const string ApiVersion = "2010-05-08";

    private readonly AwsClient _client;
    private readonly AccessKeyPair? _administrator;
    private readonly Uri _endpoint;
    private readonly string _region;

    /// <summary>Prepares; nothing is asked.</summary>
    /// <param name="region">A region of the partition that the user is in, such as that of the store; null for Amazon's usual one.</param>
    /// <param name="endpoint">Where a compatible service answers; null for AWS, or where <c>AWS_ENDPOINT_URL_IAM</c> says.</param>
    /// <param name="administrator">The keys of somebody who may change the user's; null when each user changes its own.</param>
    /// <param name="hostEnvironment">The environment; null for that of the process.</param>
    /// <exception cref="ArgumentException">The endpoint is not the address of a service: https, or this machine.</exception>
    /// <exception cref="SecretException">The variable is not.</exception>
    public IamAccessKeys(string? region = null, Uri? endpoint = null, AccessKeyPair? administrator = null, HostEnvironment? hostEnvironment = null)
    {
        if (endpoint is not null && !(SecretHttp.IsSafe(endpoint) && endpoint.UserInfo.Length == 0 && endpoint.Query.Length == 0))
        {
            throw new ArgumentException("expected https:// and a host; without TLS only this machine is asked", nameof(endpoint));
        }

        HostEnvironment environment = hostEnvironment ?? HostEnvironment.Process;
        _client = new AwsClient(AwsLogin.From(environment), SecretHttp.Shared);
        _administrator = administrator;
        (_region, string host) = PartitionOf(region ?? "");
        _endpoint = endpoint ?? AwsEndpoint.FindNamed(environment, AwsService.IdentityManagement) ?? new Uri($"https://{host}/");
    }

    /// <inheritdoc/>
    public string Title => _endpoint.Host.Contains("amazonaws.", StringComparison.Ordinal) ? "AWS IAM" : $"IAM at {_endpoint.Authority}";

    /// <inheritdoc/>
    public bool CanDisable => true;

    /// <summary>Two. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.</summary>
    public int? MaxKeys => 2;

    /// <summary>None: the service chooses.</summary>
    /// <returns>Null.</returns>
    public string? ProposeId() => null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessKeyInfo>> ListAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken)
    {
        byte[] answer = await AskAsync(login, keyId, ("ListAccessKeys", "the list of access keys"), [new("MaxItems", "100")], cancellationToken).ConfigureAwait(false);
        return [.. Read(answer, document => XmlTexts.ReadItems(document, "member")).Where(key => key.ContainsKey("AccessKeyId")).Select(key => new AccessKeyInfo(
            key["AccessKeyId"], key.GetValueOrDefault("Status") != "Inactive",
            DateTimeOffset.TryParse(key.GetValueOrDefault("CreateDate"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset made) ? made : null))];
    }

    /// <inheritdoc/>
    public async Task<AccessKeyPair> CreateAsync(AccessKeyPair login, string keyId, string? proposedId, CancellationToken cancellationToken)
    {
        byte[] answer = await AskAsync(login, keyId, ("CreateAccessKey", "another access key"), [], cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, string> texts = Read(answer, XmlTexts.Read);
        return texts.TryGetValue("AccessKeyId", out string? id) && texts.TryGetValue("SecretAccessKey", out string? secret)
            ? new AccessKeyPair(id, new Secret(secret)) : throw Unexpected();
    }

    /// <inheritdoc/>
    public Task DisableAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken) =>
        EndAsync(login, keyId, "UpdateAccessKey", [new("AccessKeyId", keyId), new("Status", "Inactive")], cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken) =>
        EndAsync(login, keyId, "DeleteAccessKey", [new("AccessKeyId", keyId)], cancellationToken);

    private async Task EndAsync(AccessKeyPair login, string keyId, string action, KeyValuePair<string, string>[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(login, keyId, (action, "a change of the access key"), parameters, cancellationToken).ConfigureAwait(false);
        }
        catch (SecretException gone) when (gone.Diagnostic.Id == SecretRules.NotFound.Id)
        {
            // As it should be.
        }
    }

    /// <summary>An administrator names the user, whom the service knows by the key; who signs with keys of his own is that user.</summary>
    private async Task<byte[]> AskAsync(
        AccessKeyPair login, string keyId, (string Action, string What) call, KeyValuePair<string, string>[] parameters, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form = [.. parameters];
        if (_administrator is not null)
        {
            byte[] used = await PostAsync(_administrator, "GetAccessKeyLastUsed", "whose the access key is", [new("AccessKeyId", keyId)], cancellationToken).ConfigureAwait(false);
            form.Add(new("UserName", Read(used, XmlTexts.Read).GetValueOrDefault("UserName") ?? throw Unexpected()));
        }

        return await PostAsync(_administrator ?? login, call.Action, call.What, form, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> PostAsync(AccessKeyPair login, string action, string what, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        string body = string.Join('&', form.Prepend(new("Version", ApiVersion)).Prepend(new("Action", action)).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        AwsRequest request = new(AwsService.IdentityManagement, _region, action, Encoding.UTF8.GetBytes(body));
        var keys = AwsKeys.From(login, _administrator is null ? "the store's own key" : "the administrator's key");
        try
        {
            return (await KeyCalls.RunAsync(Title, token => _client.AskAsync(request, _endpoint, keys, token), cancellationToken).ConfigureAwait(false)).Body;
        }
        catch (AwsRefusal refusal)
        {
            throw AwsFaults.Explain(refusal, request, what);
        }
    }

    private T Read<T>(byte[] answer, Func<byte[], T> read)
    {
        try
        {
            return read(answer);
        }
        catch (XmlException)
        {
            throw Unexpected();
        }
    }

    private SecretException Unexpected() => SecretException.From(
        SecretRules.Unreachable, $"what answers in place of {Title} is something else", "Check the network, a proxy, --iam-endpoint, and AWS_ENDPOINT_URL_IAM.", isTransient: false);

    /// <summary>IAM is one for all regions of a partition. See https://docs.aws.amazon.com/general/latest/gr/iam-service.html.</summary>
    private static (string Region, string Host) PartitionOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? ("cn-north-1", "iam.cn-north-1.amazonaws.com.cn")
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? ("us-gov-west-1", "iam.us-gov.amazonaws.com")
        : ("us-east-1", "iam.amazonaws.com");
}
