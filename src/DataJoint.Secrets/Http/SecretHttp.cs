using System.Net;
using System.Text.Unicode;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Http;

/// <summary>
/// How managers on networks are asked: certificates are verified, redirects are not followed, answers have a largest size, and faults tell nothing of request
/// or answer. What is on this machine is asked directly, never through a proxy.
/// </summary>
internal sealed class SecretHttp : IDisposable
{
    private const int LargestAnswer = 8 << 20;

    private static readonly Lazy<SecretHttp> OfProcess = new(
        () => new(new HttpMessageInvoker(CreateHandler(useProxy: true)), new HttpMessageInvoker(CreateHandler(useProxy: false))));

    private readonly HttpMessageInvoker _proxied;
    private readonly HttpMessageInvoker _direct;

    private SecretHttp(HttpMessageInvoker proxied, HttpMessageInvoker direct) => (_proxied, _direct) = (proxied, direct);

    /// <summary>With this one's requests going through something else; for tests.</summary>
    public SecretHttp(HttpMessageHandler handler) => _proxied = _direct = new HttpMessageInvoker(handler);

    /// <summary>The connections of this process.</summary>
    public static SecretHttp Shared => OfProcess.Value;

    /// <summary>How long a connection may take, its handshake included.</summary>
    public static TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The handler that <see cref="Shared"/> has.</summary>
    public static SocketsHttpHandler CreateHandler(bool useProxy) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        UseProxy = useProxy,
    };

    /// <summary>Whether something may be sent to an address: over TLS, or to this machine.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="who">Who is asked, for messages: <c>AWS Secrets Manager</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="SecretException">There is no answer.</exception>
    public async Task<SecretHttpAnswer> SendAsync(HttpRequestMessage request, string who, CancellationToken cancellationToken)
    {
        string host = request.RequestUri!.Authority;
        try
        {
            HttpMessageInvoker invoker = request.RequestUri.IsLoopback ? _direct : _proxied;
            using HttpResponseMessage response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            byte[] body = await ReadBodyAsync(response, who, cancellationToken).ConfigureAwait(false);
            return new SecretHttpAnswer((int)response.StatusCode, body, response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException error)
        {
            throw Unreachable($"{who} cannot be reached: {Explain(error.HttpRequestError, host)}", error.HttpRequestError != HttpRequestError.SecureConnectionError);
        }
        catch (IOException)
        {
            throw Unreachable($"{who} cannot be reached: the answer of {host} broke off", isTransient: true);
        }
    }

    /// <summary>The whole body of an answer.</summary>
    /// <param name="response">The answer, of which the headers have come.</param>
    /// <param name="who">Who answers, for messages.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="SecretException">It is larger than the limit, or not text.</exception>
    public static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, string who, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw SecretException.From(
                SecretRules.TooLarge, $"the answer of {who} is larger than the limit of {LargestAnswer >> 20} MiB", null, isTransient: false);
        }

        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return !response.IsSuccessStatusCode || Utf8.IsValid(body)
            ? body
            : throw SecretException.From(
                SecretRules.Unreachable, $"the answer of {who} is not text in UTF-8", "Store the secret as text, or as base64.", isTransient: false);
    }

    /// <summary>Closes the connections; those of <see cref="Shared"/> end with the process.</summary>
    public void Dispose()
    {
        _proxied.Dispose();
        _direct.Dispose();
    }

    private static string Explain(HttpRequestError error, string host) => error switch
    {
        HttpRequestError.NameResolutionError => $"unknown host {host}",
        HttpRequestError.ConnectionError => $"no connection to {host}",
        HttpRequestError.SecureConnectionError => $"the certificate of {host} cannot be verified, or it does not speak TLS",
        HttpRequestError.ProxyTunnelError => $"the proxy does not connect to {host}",
        HttpRequestError.ConfigurationLimitExceeded => $"the headers of the answer of {host} are too large",
        HttpRequestError.InvalidResponse => $"what answers at {host} does not speak HTTP",
        _ => $"the answer of {host} broke off",
    };

    private static SecretException Unreachable(string message, bool isTransient) => SecretException.From(SecretRules.Unreachable, message, hint: null, isTransient);
}
