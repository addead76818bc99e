using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace DataJoint.Secrets.Tests;

/// <summary>Fills a Vault, a stand-in or a real one, through its HTTP API.</summary>
internal sealed class VaultAdministrator : IDisposable
{
    private readonly HttpClient _http;

    public VaultAdministrator(Uri address, string token, string? caFile)
    {
        SocketsHttpHandler handler = new();
        if (caFile is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(caFile);
        }

        _http = new HttpClient(handler) { BaseAddress = new Uri(address, "/v1/") };
        _http.DefaultRequestHeaders.Add("X-Vault-Token", token);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Writes, and gives the answer's <c>auth</c> or null.</summary>
    public async Task<JsonNode?> WriteAsync(string path, JsonNode body, string? space = null, HttpMethod? method = null)
    {
        using HttpRequestMessage request = new(method ?? HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (space is not null)
        {
            request.Headers.Add("X-Vault-Namespace", space);
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        string text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? null : JsonNode.Parse(text)!["auth"];
    }

    /// <summary>Keeps a value, or another version of it, in an engine of version 2.</summary>
    public Task PutAsync(string path, string json, string? space = null)
    {
        (string mount, string rest) = path.Split('/', 2) is [var first, var second] ? (first, second) : (path, "");
        return WriteAsync($"{mount}/data/{rest}", new JsonObject { ["data"] = JsonNode.Parse(json) }, space);
    }

    /// <summary>Makes a token that may do what the policy says.</summary>
    public async Task<string> MakeTokenAsync(string name, string policy, int seconds = 3600)
    {
        await WriteAsync($"sys/policies/acl/{name}", new JsonObject { ["policy"] = policy }, method: HttpMethod.Put);
        JsonNode? auth = await WriteAsync("auth/token/create", new JsonObject { ["policies"] = new JsonArray(name), ["display_name"] = name, ["ttl"] = $"{seconds}s" });
        return auth!["client_token"]!.GetValue<string>();
    }
}
