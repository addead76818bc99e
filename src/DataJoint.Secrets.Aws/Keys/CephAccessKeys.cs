using System.Security.Cryptography;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Credentials;
using DataJoint.Secrets.Aws.Keys;
using DataJoint.Secrets.Aws.Requests;
using DataJoint.Secrets.Http;

namespace DataJoint.Secrets.Aws;

/// <summary>Access keys of a Ceph RADOS gateway, by its admin interface. The administrator needs the capability <c>users=*</c>.</summary>
/// <remarks>See https://docs.ceph.com/en/latest/radosgw/adminops/.</remarks>
public sealed class CephAccessKeys : IAccessKeyService
{
    private const string IdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int IdLength = 20;

    /// <summary>A gateway takes a signature for any region.</summary>
    private const string Region = "us-east-1";

    private readonly Uri _endpoint;
    private readonly AccessKeyPair _administrator;
    private readonly HostEnvironment _hostEnvironment;

    /// <summary>Prepares; nothing is asked.</summary>
    /// <param name="endpoint">The gateway: scheme, host and port.</param>
    /// <param name="administrator">The keys of somebody with the capability.</param>
    /// <param name="hostEnvironment">The environment; null for that of the process.</param>
    /// <exception cref="ArgumentException">The endpoint has no TLS, and is not this machine: its answers hold secrets.</exception>
    public CephAccessKeys(Uri endpoint, AccessKeyPair administrator, HostEnvironment? hostEnvironment = null)
    {
        _endpoint = SecretHttp.IsSafe(endpoint ?? throw new ArgumentNullException(nameof(endpoint))) ? endpoint
            : throw new ArgumentException("expected https:// and a host; without TLS only this machine is asked", nameof(endpoint));
        _administrator = administrator ?? throw new ArgumentNullException(nameof(administrator));
        _hostEnvironment = hostEnvironment ?? HostEnvironment.Process;
    }

    /// <inheritdoc/>
    public string Title => $"the gateway {_endpoint.Authority}";

    /// <inheritdoc/>
    public bool CanDisable => false;

    /// <inheritdoc/>
    public int? MaxKeys => null;

    /// <inheritdoc/>
    public string ProposeId() => RandomNumberGenerator.GetString(IdCharacters, IdLength);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessKeyInfo>> ListAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken) =>
        (await FindUserAsync(keyId, cancellationToken).ConfigureAwait(false)).Keys;

    /// <inheritdoc/>
    public async Task<AccessKeyPair> CreateAsync(AccessKeyPair login, string keyId, string? proposedId, CancellationToken cancellationToken)
    {
        string id = proposedId ?? ProposeId();
        string user = (await FindUserAsync(keyId, cancellationToken).ConfigureAwait(false)).Id;
        return await AskAsync(
            HttpMethod.Put, $"access-key={id}&format=json&generate-key=true&key=&key-type=s3&uid={Uri.EscapeDataString(user)}",
            root => root.EnumerateArray().Where(key => key.GetProperty("access_key").GetString() == id)
                .Select(key => new AccessKeyPair(id, new Secret(key.GetProperty("secret_key").GetString()!))).First(),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A gateway's keys cannot be taken out of force.</summary>
    /// <param name="login">Does not count.</param>
    /// <param name="keyId">Does not count.</param>
    /// <param name="cancellationToken">Does not count.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task DisableAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken) => throw new NotSupportedException("The keys of a gateway are deleted.");

    /// <inheritdoc/>
    public async Task DeleteAsync(AccessKeyPair login, string keyId, CancellationToken cancellationToken)
    {
        try
        {
            string user = (await FindUserAsync(keyId, cancellationToken).ConfigureAwait(false)).Id;
            await AskAsync(
                HttpMethod.Delete, $"access-key={Uri.EscapeDataString(keyId)}&format=json&key=&key-type=s3&uid={Uri.EscapeDataString(user)}", _ => true, cancellationToken).ConfigureAwait(false);
        }
        catch (SecretException gone) when (gone.Diagnostic.Id == SecretRules.NotFound.Id)
        {
            // As it should be.
        }
    }

    private Task<(string Id, IReadOnlyList<AccessKeyInfo> Keys)> FindUserAsync(string keyId, CancellationToken cancellationToken) =>
        AskAsync<(string, IReadOnlyList<AccessKeyInfo>)>(HttpMethod.Get, $"access-key={Uri.EscapeDataString(keyId)}&format=json", root =>
        {
            string tenant = root.TryGetProperty("tenant", out JsonElement given) ? given.GetString() ?? "" : "";
            string user = root.GetProperty("user_id").GetString()!;
            return (
                tenant.Length == 0 || user.Contains('$', StringComparison.Ordinal) ? user : $"{tenant}${user}",
                [.. root.GetProperty("keys").EnumerateArray().Select(key => new AccessKeyInfo(key.GetProperty("access_key").GetString()!, IsActive: true, Created: null))]);
        }, cancellationToken);

    /// <param name="method">What is done.</param>
    /// <param name="query">To what, in the order of the names.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    private async Task<T> AskAsync<T>(HttpMethod method, string query, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(method, new Uri(_endpoint, "/admin/user?" + query));
        new Signature(AwsKeys.From(_administrator, "the administrator's key"), Region, "s3", _hostEnvironment.Now).Sign(message, []);
        SecretHttpAnswer answer = await KeyCalls.RunAsync(Title, token => SecretHttp.Shared.SendAsync(message, Title, token), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw Explain(AwsRefusal.From(answer.Status, answer.Body, "the administrator's key"));
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Body.Length == 0 ? "{}"u8.ToArray() : answer.Body);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Create(SecretRules.Unreachable, $"what answers at {_endpoint.Authority} is not the admin interface of a Ceph gateway", WithoutAdministrator);
        }
    }

    private const string WithoutAdministrator = "Is it a Ceph gateway, with `admin` among its rgw_enable_apis? Without --admin the command takes a pair that you make by hand.";

    private SecretException Explain(AwsRefusal refusal) => refusal switch
    {
        { IsTransient: true } => Create(SecretRules.Unreachable, $"{Title} cannot answer now ({refusal.Code}, HTTP {refusal.Status})", "Try again in a while.", isTransient: true),
        { IsAboutLogin: true } => Create(
            SecretRules.Refused, $"{Title} refuses {refusal.Caller} ({refusal.Code})", "Check access_key and secret_key of the store in the administrator's project, and this machine's clock."),
        { Code: "NoSuchUser" or "NoSuchKey" or "InvalidAccessKey" } => Create(SecretRules.NotFound, $"{Title} does not know the store's key ({refusal.Code})", null),
        { Status: 403 } => Create(
            SecretRules.Refused, $"{Title} refuses {refusal.Caller} a look at users and their keys ({refusal.Code})",
            "The administrator needs a capability: radosgw-admin caps add --uid=ADMINISTRATOR --caps='users=*'"),
        _ => Create(
            SecretRules.Unreachable, $"{Title} does not answer as the admin interface of a Ceph gateway ({refusal.Code}, HTTP {refusal.Status})", WithoutAdministrator),
    };

    private static SecretException Create(DiagnosticRule rule, string message, string? hint, bool isTransient = false) => SecretException.From(rule, message, hint, isTransient);
}
