using System.Text.Json;
using DataJoint.Configuration;

namespace DataJoint.Stores.Gcs;

/// <summary>Asks for tokens over HTTP, as RFC 6749 and Google's metadata server have it.</summary>
internal sealed class TokenService : IDisposable
{
    private const int LargestAnswer = 1 << 20;

    private readonly string _storeName;
    private readonly HttpClient _client = Client(useProxy: true);

    // A machine's metadata server is beside it; a proxy that answers in its place would be somebody else.
    private readonly HttpClient _direct = Client(useProxy: false);

    public TokenService(string storeName) => _storeName = storeName;

    public string StoreName => _storeName;

    /// <summary>Sends a form and understands the token in the answer.</summary>
    /// <exception cref="StoreException">It is refused, or nobody answers.</exception>
    public async Task<GoogleToken> PostAsync(Uri address, string who, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        return await AskAsync(_client, request, who, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the metadata server, never through a proxy.</summary>
    /// <exception cref="StoreException">It is refused, or nobody answers.</exception>
    public Task<GoogleToken> AskMetadataAsync(HttpRequestMessage request, string who, CancellationToken cancellationToken) =>
        AskAsync(_direct, request, who, cancellationToken);

    /// <summary>Makes a request and understands the token in the answer. Only codes of it go into a message: descriptions can repeat what was sent.</summary>
    private async Task<GoogleToken> AskAsync(HttpClient client, HttpRequestMessage request, string who, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Host;
        try
        {
            using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? Understand(text, who) : throw Refused(text, (int)response.StatusCode, host, who);
        }
        catch (HttpRequestException)
        {
            throw Fault(StoreErrorCode.Unavailable, $"{host}, which gives the tokens of {who}, cannot be reached.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fault(StoreErrorCode.Unavailable, $"{host}, which gives the tokens of {who}, did not answer in time.");
        }
    }

    /// <summary>Whether something answers that says it is Google's metadata server.</summary>
    public async Task<bool> IsMetadataServerAsync(Uri address, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Metadata-Flavor", "Google");
        try
        {
            using var response = await _direct.SendAsync(request, patience.Token).ConfigureAwait(false);
            return response.Headers.TryGetValues("Metadata-Flavor", out var values) && values.Contains("Google");
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

    private GoogleToken Understand(string json, string who)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var seconds = root.TryGetProperty("expires_in", out var left) && left.TryGetInt64(out var given) ? given : 300;
            return new GoogleToken(new Secret(root.GetProperty("access_token").GetString()!), TimeProvider.System.GetUtcNow().AddSeconds(seconds));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw Fault(StoreErrorCode.UnexpectedAnswer, $"the answer to {who} is no token.");
        }
    }

    private StoreException Refused(string text, int status, string host, string who)
    {
        var code = CodeIn(text) is { } found ? $", {found}" : "";
        return Fault(
            status is 429 or >= 500 ? StoreErrorCode.Unavailable : StoreErrorCode.CredentialsRefused,
            FormattableString.Invariant($"{host} refuses {who} (HTTP {status}{code})."));
    }

    private static string? CodeIn(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var error = document.RootElement.TryGetProperty("error", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return error is { Length: < 60 } && error.All(c => char.IsAsciiLetter(c) || c == '_') ? error : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private StoreException Fault(StoreErrorCode code, string reason) => new(code, _storeName, null, reason);
}
