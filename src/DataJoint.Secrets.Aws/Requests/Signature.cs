using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataJoint.Secrets.Aws.Credentials;

namespace DataJoint.Secrets.Aws.Requests;

/// <summary>AWS Signature Version 4: of a request, or of an address that is a password.</summary>
/// <remarks>See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.</remarks>
internal sealed class Signature(AwsKeys keys, string region, string service, DateTimeOffset now)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    private readonly string _time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private string Scope => $"{_time[..8]}/{region}/{service}/aws4_request";

    /// <summary>Signs a request. Its query must stand in the order of the names, with values as <see cref="Uri.EscapeDataString(string)"/> writes them.</summary>
    public void Sign(HttpRequestMessage request, byte[] body)
    {
        string hash = Hash(body);
        request.Headers.Add("X-Amz-Date", _time);
        request.Headers.Add("X-Amz-Content-Sha256", hash);
        if (keys.Token is { } token)
        {
            request.Headers.Add("X-Amz-Security-Token", token);
        }

        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.RequestUri!.Authority };
        foreach ((string name, IEnumerable<string> values) in request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>()))
        {
            signed[name.ToLowerInvariant()] = string.Join(',', values);
        }

        string names = string.Join(';', signed.Keys);
        string headers = string.Concat(signed.Select(header => $"{header.Key}:{header.Value}\n"));
        string canonical = $"{request.Method.Method}\n{request.RequestUri.AbsolutePath}\n{request.RequestUri.Query.TrimStart('?')}\n{headers}\n{names}\n{hash}";
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={keys.AccessKey}/{Scope}, SignedHeaders={names}, Signature={Compute(canonical)}");
    }

    /// <summary>The token with which a database user logs in: an address, signed, without its scheme.</summary>
    /// <remarks>See https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html.</remarks>
    public string SignLogin(string hostAndPort, string user)
    {
        // In the order of the names, as the signature has it.
        string query = $"Action=connect&DBUser={Uri.EscapeDataString(user)}&X-Amz-Algorithm={Algorithm}&X-Amz-Credential={Uri.EscapeDataString($"{keys.AccessKey}/{Scope}")}"
            + $"&X-Amz-Date={_time}&X-Amz-Expires=900{(keys.Token is { } token ? "&X-Amz-Security-Token=" + Uri.EscapeDataString(token) : "")}&X-Amz-SignedHeaders=host";
        return $"{hostAndPort}/?{query}&X-Amz-Signature={Compute($"GET\n/\n{query}\nhost:{hostAndPort}\n\nhost\n{Hash([])}")}";
    }

    private string Compute(string canonical)
    {
        string text = $"{Algorithm}\n{_time}\n{Scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + keys.SecretKey);
        foreach (string part in (string[])[_time[..8], region, service, "aws4_request", text])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(key);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
