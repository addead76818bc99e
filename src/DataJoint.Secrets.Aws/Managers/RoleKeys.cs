using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml;
using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Requests;

namespace DataJoint.Secrets.Aws.Managers;

/// <summary>
/// <c>ref+awssts://role-arn#/access_key</c>, <c>#/secret_key</c>, <c>#/session_token</c>: temporary keys of a role. The three are of one session, which is
/// kept until five minutes before its end.
/// </summary>
internal sealed class RoleKeys(AwsClient client) : ISecretManager
{
    private static readonly string[] Fields = ["/access_key", "/secret_key", "/session_token"];

    private readonly ConcurrentDictionary<string, RoleSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    public string Scheme => "awssts";

    public int MaxDocuments => 1;

    public string? DescribeServer(SecretReference document) => client.DescribeServer(AwsService.TokenService, document);

    public string? FindProblem(SecretReference reference)
    {
        string[] parts = reference.Path.Split(':');
        return parts is not ["arn", _, "iam", "", _, _] || !parts[5].StartsWith("role/", StringComparison.Ordinal) ? "does not name a role: expected an ARN such as arn:aws:iam::123456789012:role/rig"
            : !Fields.Contains(reference.Field) ? $"names no part of the keys: add #{string.Join(", #", Fields)}"
            : reference.Query.TryGetValue("duration", out string? duration)
                && !(int.TryParse(duration, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 900 and <= 43200)
            ? $"has an invalid duration {Display.Quote(duration)}: expected seconds, from 900 to 43200"
            : reference.Query.TryGetValue("session_name", out string? name)
                && !(name.Length is >= 2 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || "=,.@_-".Contains(c, StringComparison.Ordinal)))
            ? $"has an invalid session_name {Display.Quote(name)}: expected 2 to 64 letters, digits and =,.@_-"
            : AwsRegion.FindProblem(reference, "external_id", "duration", "session_name");
    }

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        SecretReference document = documents[0];
        SemaphoreSlim gate = _gates.GetOrAdd(document.Document, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            DateTimeOffset now = client.Login.HostEnvironment.Now;
            RoleSession session = _sessions.TryGetValue(document.Document, out RoleSession? known) && known.IsFresh(now) ? known
                : await AssumeAsync(document, cancellationToken).ConfigureAwait(false);
            _sessions[document.Document] = session;
            return [session.Answer];
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<RoleSession> AssumeAsync(SecretReference document, CancellationToken cancellationToken)
    {
        string region = await client.FindRegionAsync(document, cancellationToken).ConfigureAwait(false) ?? DefaultRegion(document.Path.Split(':')[1]);
        AwsRequest request = new(AwsService.TokenService, region, "AssumeRole", Encoding.UTF8.GetBytes(Form(document)));
        try
        {
            AwsAnswer answer = await client.AskAsync(request, cancellationToken).ConfigureAwait(false);
            return Read(answer, request);
        }
        catch (AwsRefusal refusal)
        {
            throw AwsFaults.Explain(refusal, request, $"the role {Display.Sanitize(document.Path, 200)}");
        }
    }

    private static string Form(SecretReference document)
    {
        (string Name, string? Value)[] fields =
        [
            ("Action", "AssumeRole"), ("Version", "2011-06-15"), ("RoleArn", document.Path),
            ("RoleSessionName", document.Query.GetValueOrDefault("session_name", "datajoint")),
            ("DurationSeconds", document.Query.GetValueOrDefault("duration")), ("ExternalId", document.Query.GetValueOrDefault("external_id")),
        ];
        return string.Join('&', fields.Where(field => field.Value is not null).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));
    }

    private static RoleSession Read(AwsAnswer answer, AwsRequest request)
    {
        try
        {
            IReadOnlyDictionary<string, string> texts = XmlTexts.Read(answer.Body);
            byte[] document = JsonBody.Write(writer =>
            {
                writer.WriteString("access_key", texts["AccessKeyId"]);
                writer.WriteString("secret_key", texts["SecretAccessKey"]);
                writer.WriteString("session_token", texts["SessionToken"]);
            });
            var end = DateTimeOffset.Parse(texts["Expiration"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            return new RoleSession(new Secret(Encoding.UTF8.GetString(document)), $"{Display.Sanitize(texts["Arn"], 200)} ({answer.Identity})", end);
        }
        catch (Exception error) when (error is XmlException or KeyNotFoundException or FormatException)
        {
            throw AwsFaults.UnexpectedAnswer(request);
        }
    }

    private static string DefaultRegion(string partition) => partition switch
    {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        "aws-iso" => "us-iso-east-1",
        "aws-iso-b" => "us-isob-east-1",
        "aws-eusc" => "eusc-de-east-1",
        _ => "us-east-1",
    };
}
