using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Credentials;
using DataJoint.Secrets.Aws.Requests;

namespace DataJoint.Secrets.Aws.Managers;

/// <summary>
/// <c>ref+rdsiam://user@host:port[?region=…]</c>: the password with which an IAM user or role logs in at RDS or Aurora. It is signed here, again each time,
/// and good for 15 minutes to begin a connection; nobody is asked.
/// </summary>
internal sealed class DatabaseTokens(AwsClient client) : ISecretManager
{
    /// <summary>How long the server takes it, less what a login may take.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromMinutes(14);

    public string Scheme => "rdsiam";

    public int MaxDocuments => int.MaxValue;

    public string? FindProblem(SecretReference reference)
    {
        (string user, string host, string port) = Split(reference);
        return user.Length == 0 ? "names no user: expected user@host:port"
            : host.Length == 0 || !host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? $"names no host: found {Display.Quote(host)}, expected user@host:port"
            : !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 65535 ? $"names no port: found {Display.Quote(port)}, expected user@host:port"
            : reference.Field.Length > 0 ? "has a field, and a login token has none"
            : AwsRegion.FindProblem(reference, "user", "host", "port");
    }

    public async Task<IReadOnlyList<SecretAnswer>> ReadAsync(IReadOnlyList<SecretReference> documents, CancellationToken cancellationToken)
    {
        AwsKeys keys = await client.Login.GetKeysAsync(cancellationToken).ConfigureAwait(false);
        return await Task.WhenAll(documents.Select(document => SignAsync(document, keys, cancellationToken))).ConfigureAwait(false);
    }

    private async Task<SecretAnswer> SignAsync(SecretReference document, AwsKeys keys, CancellationToken cancellationToken)
    {
        (string user, string host, string port) = Split(document);
        try
        {
            string region = !document.Query.ContainsKey("region") && FindRegion(host) is { } inHost ? inHost
                : await client.GetRegionAsync(document, cancellationToken).ConfigureAwait(false);
            DateTimeOffset now = client.Login.HostEnvironment.Now;
            string token = new Signature(keys, region, "rds-db", now).SignLogin($"{host}:{port}", user);
            return new SecretAnswer(new Secret(token) { ValidUntil = now + Usable }, keys.Owner);
        }
        catch (SecretException failed)
        {
            return new SecretAnswer(failed);
        }
    }

    /// <summary>The region in a host's name: <c>NAME.ID.eu-central-1.rds.amazonaws.com</c>.</summary>
    private static string? FindRegion(string host)
    {
        string[] labels = host.ToLowerInvariant().Split('.');
        int service = Array.IndexOf(labels, "rds");
        return service <= 0 || !host.Contains(".amazonaws.com", StringComparison.OrdinalIgnoreCase) ? null
            : labels[service + 1] == "amazonaws" ? CheckedRegion(labels[service - 1]) : CheckedRegion(labels[service + 1]);
    }

    private static string? CheckedRegion(string label) => AwsRegion.IsValid(label) ? label : null;

    /// <summary>User, host and port; the query's come first.</summary>
    private static (string User, string Host, string Port) Split(SecretReference reference)
    {
        int at = reference.Path.LastIndexOf('@');
        string server = reference.Path[(at + 1)..];
        int colon = server.LastIndexOf(':');
        string host = colon < 0 ? server : server[..colon];
        string port = colon < 0 ? "" : server[(colon + 1)..];
        return (reference.Query.GetValueOrDefault("user", at < 0 ? "" : reference.Path[..at]), reference.Query.GetValueOrDefault("host", host), reference.Query.GetValueOrDefault("port", port));
    }
}
