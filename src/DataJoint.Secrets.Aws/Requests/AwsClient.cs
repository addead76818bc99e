using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Credentials;
using DataJoint.Secrets.Http;

namespace DataJoint.Secrets.Aws.Requests;

/// <summary>Asks services of AWS: one signed request, one answer.</summary>
internal sealed class AwsClient(AwsLogin login, SecretHttp http)
{
    private string? _platformRegion;

    public AwsLogin Login => login;

    /// <summary>The region that a reference is asked in, as far as it needs no look at files or the machine: what groups calls.</summary>
    public string GroupOf(SecretReference reference) => AwsRegion.FindIn(reference) ?? login.FindNamedRegion() ?? "";

    /// <summary>The region that a reference is asked in.</summary>
    /// <returns>Null when nobody says one.</returns>
    public async Task<string?> FindRegionAsync(SecretReference reference, CancellationToken cancellationToken) =>
        GroupOf(reference) is { Length: > 0 } region ? CheckRegion(region)
        : (_platformRegion ??= await login.FindPlatformRegionAsync(cancellationToken).ConfigureAwait(false)) is { } found ? CheckRegion(found) : null;

    /// <summary>The region that a reference is asked in.</summary>
    /// <exception cref="SecretException">Nobody says one.</exception>
    public async Task<string> GetRegionAsync(SecretReference reference, CancellationToken cancellationToken) =>
        await FindRegionAsync(reference, cancellationToken).ConfigureAwait(false) ?? throw SecretException.From(
            SecretRules.Unresolved, $"no AWS region is given for {Display.Sanitize(reference.Document)}: found none in the reference, AWS_REGION, AWS_DEFAULT_REGION or the profile",
            "Add ?region=REGION to the reference, or set AWS_REGION.", isTransient: false);

    /// <summary>Who is asked for a reference, with the address as far as it is known.</summary>
    /// <exception cref="SecretException">A variable is invalid.</exception>
    public string DescribeServer(AwsService service, SecretReference reference) =>
        (GroupOf(reference) is { Length: > 0 } named ? named : _platformRegion) is string region
            ? $"{service.Title} at {AwsEndpoint.Find(login.HostEnvironment, service, region).Authority}"
            : service.Title;

    /// <summary>Sends a request.</summary>
    /// <exception cref="AwsRefusal">The service refuses it.</exception>
    /// <exception cref="SecretException">There is nobody to ask as, or no answer.</exception>
    public async Task<AwsAnswer> AskAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        Uri endpoint = AwsEndpoint.Find(login.HostEnvironment, request.Service, request.Region);
        return await AskAsync(request, endpoint, await login.GetKeysAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request to a certain address, signed with certain keys.</summary>
    /// <exception cref="AwsRefusal">The service refuses it.</exception>
    /// <exception cref="SecretException">There is no answer.</exception>
    public async Task<AwsAnswer> AskAsync(AwsRequest request, Uri endpoint, AwsKeys keys, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(request.Body) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", request.Service.Target is null ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.1");
        if (request.Service.Target is { } target)
        {
            message.Headers.Add("X-Amz-Target", target + request.Action);
        }

        new Signature(keys, request.Region, request.Service.Name, login.HostEnvironment.Now).Sign(message, request.Body);
        SecretHttpAnswer answer = await http.SendAsync(message, $"{request.Service.Title} ({request.Region})", cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? new AwsAnswer(answer.Body, keys.Owner) : throw AwsRefusal.From(answer.Status, answer.Body, keys.Owner);
    }

    /// <summary>Sends a request and reads the JSON of its answer.</summary>
    /// <exception cref="AwsRefusal">The service refuses it.</exception>
    /// <exception cref="SecretException">There is nobody to ask as, or no answer.</exception>
    public async Task<T> AskAsync<T>(AwsRequest request, Func<JsonElement, string, T> read, CancellationToken cancellationToken)
    {
        AwsAnswer answer = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return read(document.RootElement, answer.Identity);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw AwsFaults.UnexpectedAnswer(request);
        }
    }

    private static string CheckRegion(string region) => AwsRegion.IsValid(region) ? region : throw SecretException.From(
        SecretRules.Unresolved, $"{Display.Quote(Display.Sanitize(region, 60))} is not a region of AWS: expected one such as eu-central-1", "Correct AWS_REGION.", isTransient: false);
}
