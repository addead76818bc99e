using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using DataJoint.Configuration;
using DataJoint.Secrets.Http;

namespace DataJoint.Secrets.Vault.Server;

/// <summary>Speaks Vault's HTTP API. See https://developer.hashicorp.com/vault/api-docs.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its environment, which is usually the process's.")]
internal sealed class VaultClient
{
    private readonly HttpClient _http;
    private readonly VaultVariables _variables;

    /// <summary>Prepares; nothing is asked.</summary>
    /// <exception cref="SecretException">No address is given, or it cannot be used.</exception>
    public VaultClient(VaultVariables variables)
    {
        _variables = variables;
        Uri address = VaultAddress.Find(variables);
        Name = $"{variables.Product} at {Display.Sanitize(address.Authority)}";
        SocketsHttpHandler handler = SecretHttp.CreateHandler(useProxy: !address.IsLoopback);
        handler.SslOptions.CertificateChainPolicy = VaultTrust.Find(variables);
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Who is asked, for people: <c>Vault at vault.example.org:8200</c>.</summary>
    public string Name { get; }

    /// <summary>Asks.</summary>
    /// <returns>The reply; also one that refuses.</returns>
    /// <exception cref="SecretException">There is none, or the server cannot answer now.</exception>
    public async Task<VaultReply> AskAsync(VaultQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = Request(question);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            byte[] body = await SecretHttp.ReadBodyAsync(response, Name, cancellationToken).ConfigureAwait(false);
            VaultReply reply = new((int)response.StatusCode, Understand(body));
            return FailureOf(reply, response.Headers) is SecretException failure ? throw failure : reply;
        }
        catch (HttpRequestException error) when (error.InnerException is AuthenticationException)
        {
            throw SecretException.From(
                SecretRules.Unreachable, $"{Name}: the server's certificate cannot be verified",
                $"Name the authority's certificate in {_variables.NameOf("CACERT")}. {_variables.NameOf("SKIP_VERIFY")} has no effect: the token would go to an unknown server.", isTransient: false);
        }
        catch (HttpRequestException error)
        {
            throw Unreachable(error.HttpRequestError == HttpRequestError.NameResolutionError ? "unknown host" : "cannot be reached", null);
        }
    }

    private HttpRequestMessage Request(VaultQuestion question)
    {
        string path = string.Join('/', question.Path.Split('/').Select(Uri.EscapeDataString));
        HttpRequestMessage request = new(question.Method, path + question.Query);

        // The name in the certificate is this one.
        request.Headers.Host = _variables.Find("TLS_SERVER_NAME");

        // Vault Agent and Proxy ask for it, so that a web page cannot use them; Vault itself ignores it.
        request.Headers.Add("X-Vault-Request", "true");
        if ((question.Namespace ?? _variables.Find("NAMESPACE")) is string name)
        {
            request.Headers.TryAddWithoutValidation("X-Vault-Namespace", name);
        }

        if (question.Token is Secret token)
        {
            request.Headers.TryAddWithoutValidation("X-Vault-Token", token.Reveal());
        }

        byte[]? body = question.Json ?? (question.Body is null ? null : JsonSerializer.SerializeToUtf8Bytes(question.Body, VaultJson.Default.IReadOnlyDictionaryStringString));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    private static JsonElement Understand(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Why the server cannot answer now, or null when it did. 412 comes from a server that has not yet seen what another one wrote.</summary>
    private SecretException? FailureOf(VaultReply reply, HttpResponseHeaders headers) => reply.Status switch
    {
        503 when reply.Says("sealed") => Unreachable("sealed", headers),
        429 => Unreachable("too many requests (HTTP 429)", headers),
        412 or >= 500 => Unreachable($"HTTP {reply.Status}", headers),
        >= 300 and < 400 => SecretException.From(
            SecretRules.Unreachable, $"{Name} redirects{Target(headers)}, and the token is not sent there", $"Set {_variables.NameOf("ADDR")} to the server that answers.", isTransient: false),
        _ => null,
    };

    private static string Target(HttpResponseHeaders headers) => headers.Location is { IsAbsoluteUri: true } target ? $" to {Display.Sanitize(target.Authority)}" : "";

    private SecretException Unreachable(string what, HttpResponseHeaders? headers) =>
        SecretException.From(SecretRules.Unreachable, $"{Name}: {what}", null, isTransient: true, headers?.RetryAfter?.Delta);
}
