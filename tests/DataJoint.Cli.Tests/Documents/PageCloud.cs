using System.Net.Http.Headers;
using System.Text;
using DataJoint.Servers;

namespace DataJoint.Cli.Tests;

/// <summary>What a page asks for by <c>&lt;!-- server: AWS --&gt;</c>: an account with a secret <c>lab/mysql</c> and a parameter <c>/lab/user</c>, imitated by moto.</summary>
internal sealed class PageCloud
{
    private PageCloud(Uri endpoint) => Variables = new Dictionary<string, string>
    {
        ["AWS_ACCESS_KEY_ID"] = "AKIDFAKE",
        ["AWS_SECRET_ACCESS_KEY"] = "fake-secret-key",
        ["AWS_REGION"] = "eu-central-1",
        ["AWS_ENDPOINT_URL"] = endpoint.ToString(),
    };

    /// <summary>The variables with which somebody is logged in there.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <exception cref="UnavailableException">It cannot be had on this machine.</exception>
    public static PageCloud Start() => Task.Run(StartAsync).GetAwaiter().GetResult();

    private static async Task<PageCloud> StartAsync()
    {
        Uri endpoint = (await MotoServer.SharedAsync()).Endpoint;
        using HttpClient client = new();
        await SendAsync(client, endpoint, "secretsmanager", "secretsmanager.CreateSecret", """{ "Name": "lab/mysql", "SecretString": "{\"username\": \"ana\", \"password\": \"example-password\"}" }""");
        await SendAsync(client, endpoint, "ssm", "AmazonSSM.PutParameter", """{ "Name": "/lab/user", "Value": "ana", "Type": "SecureString", "Overwrite": true }""");
        return new PageCloud(endpoint);
    }

    private static async Task SendAsync(HttpClient client, Uri endpoint, string service, string target, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1") };
        request.Headers.Add("X-Amz-Target", target);
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", $"Credential=AKIDFAKE/20260101/eu-central-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using HttpResponseMessage answer = await client.SendAsync(request);
    }
}
