using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Identities.Google.Tokens;

/// <summary>Asks for tokens over HTTP, as RFC 6749 and Google's metadata server have it.</summary>
internal sealed class TokenService : IDisposable
{
    private const int LargestAnswer = 1 << 20;

    private readonly HttpClient _client = Client(useProxy: true);

    // A machine's metadata server is beside it; a proxy that answers in its place would be somebody else.
    private readonly HttpClient _direct = Client(useProxy: false);

    public TokenService(GoogleIdentityOptions options) => Options = options;

    /// <summary>What the tokens are for.</summary>
    public GoogleIdentityOptions Options { get; }

    /// <summary>Sends a form and understands the token in the answer.</summary>
    /// <exception cref="GoogleIdentityException">It is refused, or there is no answer.</exception>
    public async Task<GoogleToken> PostAsync(Uri address, string who, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(request, who, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request and understands the token in the answer.</summary>
    /// <exception cref="GoogleIdentityException">It is refused, or there is no answer.</exception>
    public Task<GoogleToken> SendAsync(HttpRequestMessage request, string who, CancellationToken cancellationToken) =>
        AskAsync(_client, request, who, cancellationToken);

    /// <summary>Reads an answer as text; over plain HTTP, which is for what is beside this machine, never through a proxy.</summary>
    /// <exception cref="GoogleIdentityException">It is refused, or there is no answer.</exception>
    public Task<string> ReadTextAsync(HttpRequestMessage request, string who, CancellationToken cancellationToken) =>
        ReadAsync(request.RequestUri!.Scheme == Uri.UriSchemeHttp ? _direct : _client, request, who, cancellationToken);

    /// <summary>Asks the metadata server, never through a proxy.</summary>
    /// <exception cref="GoogleIdentityException">It is refused, or there is no answer.</exception>
    public Task<GoogleToken> AskMetadataAsync(HttpRequestMessage request, string who, CancellationToken cancellationToken) =>
        AskAsync(_direct, request, who, cancellationToken);

    /// <summary>Makes a request and understands the token in the answer. Only codes of it go into a message: descriptions can repeat what was sent.</summary>
    private static async Task<GoogleToken> AskAsync(HttpClient client, HttpRequestMessage request, string who, CancellationToken cancellationToken) =>
        Understand(await ReadAsync(client, request, who, cancellationToken).ConfigureAwait(false), who);

    private static async Task<string> ReadAsync(HttpClient client, HttpRequestMessage request, string who, CancellationToken cancellationToken)
    {
        string host = request.RequestUri!.Host;
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken).ConfigureAwait(false);
            string text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? text : throw Refused(text, (int)response.StatusCode, host, who);
        }
        catch (HttpRequestException)
        {
            throw new GoogleIdentityException(GoogleIdentityFault.Unavailable, $"{host}, which gives the tokens of {who}, cannot be reached.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GoogleIdentityException(GoogleIdentityFault.Unavailable, $"{host}, which gives the tokens of {who}, did not answer in time.");
        }
    }

    /// <summary>Whether something answers that says it is Google's metadata server.</summary>
    public async Task<bool> IsMetadataServerAsync(Uri address, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Metadata-Flavor", "Google");
        try
        {
            using HttpResponseMessage response = await _direct.SendAsync(request, timeout.Token).ConfigureAwait(false);
            return response.Headers.TryGetValues("Metadata-Flavor", out IEnumerable<string>? values) && values.Contains("Google");
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _direct.Dispose();
    }

    private static HttpClient Client(bool useProxy) => new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseProxy = useProxy,
    })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    private static GoogleToken Understand(string json, string who)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;

            // One service says access_token and expires_in, the other accessToken and expireTime.
            JsonElement token = root.TryGetProperty("accessToken", out JsonElement other) ? other : root.GetProperty("access_token");
            return new GoogleToken(new Secret(token.GetString()!), ExpiryIn(root));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new GoogleIdentityException(GoogleIdentityFault.UnexpectedAnswer, $"the answer to {who} is not a token.");
        }
    }

    private static DateTimeOffset ExpiryIn(JsonElement root)
    {
        if (root.TryGetProperty("expireTime", out JsonElement time) && time.TryGetDateTimeOffset(out DateTimeOffset given))
        {
            return given;
        }

        long seconds = root.TryGetProperty("expires_in", out JsonElement left) && left.TryGetInt64(out long number) ? number : 300;
        return TimeProvider.System.GetUtcNow().AddSeconds(seconds);
    }

    private static GoogleIdentityException Refused(string text, int status, string host, string who)
    {
        string code = CodeIn(text) is { } found ? $", {found}" : "";
        return new GoogleIdentityException(
            status is 429 or >= 500 ? GoogleIdentityFault.Unavailable : GoogleIdentityFault.Refused,
            FormattableString.Invariant($"{host} refuses {who} (HTTP {status}{code})."));
    }

    private static string? CodeIn(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement value = document.RootElement.GetProperty("error");
            string? error = (value.ValueKind == JsonValueKind.Object ? value.GetProperty("status") : value).GetString();
            return error is { Length: < 60 } && error.All(c => char.IsAsciiLetter(c) || c == '_') ? error : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
