using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using DataJoint.Configuration;
using DataJoint.Stores.S3.Credentials;
using DataJoint.Stores.S3.Endpoints;
using DataJoint.Stores.S3.Faults;

namespace DataJoint.Stores.S3.Requests;

/// <summary>
/// The SDK's client of one store and the way every call goes: faults explained, and once more when the store refuses credentials that have
/// been rotated meanwhile.
/// </summary>
internal sealed class S3Connection : IDisposable
{
    private const int Attempts = 3;
    private const int BlockSize = 128 << 10;
    private const int FirstPauseMilliseconds = 250;

    // Every other call waits for this answer.
    private static readonly TimeSpan RegionTimeout = TimeSpan.FromSeconds(30);

    private readonly StoreSource _source;
    private readonly S3Credentials _credentials;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly bool _hasOwnProxy;
    private volatile AmazonS3Client? _client;

    public S3Connection(StoreSource source)
    {
        _source = source;
        Endpoint = S3Endpoint.From(source.Spec);
        Bucket = StoreAttributes.ReadBucket(source.Spec, "bucket");
        WebProxy? proxy = S3Proxy.From(source.Spec);
        _hasOwnProxy = proxy is not null;
        Wire = new HttpWire(proxy, Traffic);
        _credentials = new S3Credentials(source);
        Limits = new ServerLimits(source.Spec["conditional_writes"].AsBoolean(), HostEnvironment.Process);
        Faults = FaultsAt(Endpoint);
    }

    /// <summary>What the server has said that it cannot do.</summary>
    public ServerLimits Limits { get; }

    public string StoreName => _source.Spec.Name;

    public string Bucket { get; }

    public S3Endpoint Endpoint { get; private set; }

    public HttpWire Wire { get; }

    public BucketTraffic Traffic { get; } = new();

    public S3Credentials Credentials => _credentials;

    public S3Faults Faults { get; private set; }

    /// <summary>How long to wait for the server to throw away what a failed write left.</summary>
    public TimeSpan CleanUpTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause before a call is made again, by the SDK or by <see cref="RepeatAsync"/>.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Makes the client when it is first asked for; at Amazon, the region may have to be found out before.</summary>
    public async ValueTask<IAmazonS3> GetClientAsync(CancellationToken cancellationToken)
    {
        if (_client is { } made)
        {
            return made;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _client ??= await MakeClientAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Calls the store.</summary>
    /// <param name="operation">What S3 calls it, for messages.</param>
    /// <param name="name">The object, or <see langword="null"/>.</param>
    /// <param name="call">The call; it may be made twice.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public async Task<T> CallAsync<T>(
        string operation, string? name, Func<IAmazonS3, Task<T>> call, CancellationToken cancellationToken)
    {
        for (bool isSecond = false; ; isSecond = true)
        {
            StoreSpec used = await _source.ResolveAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                IAmazonS3 client = await GetClientAsync(cancellationToken).ConfigureAwait(false);
                return await call(client).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Faults.Explain(exception, operation, name) is { } fault)
            {
                if (isSecond || !IsAboutCredentials(fault) || !_source.TryRefresh(used))
                {
                    throw fault;
                }
            }
        }
    }

    /// <summary>Calls the store, and again when the fault is one that passes. The SDK has tried some times by then.</summary>
    public async Task<T> RepeatAsync<T>(
        string operation, string? name, Func<IAmazonS3, Task<T>> call, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await CallAsync(operation, name, call, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreException exception) when (exception.IsTransient && attempt < Attempts)
            {
                int pause = (FirstPauseMilliseconds << attempt) + Random.Shared.Next(FirstPauseMilliseconds);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(pause, MaxRetryDelay.TotalMilliseconds)), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _credentials.Dispose();
        Wire.Dispose();
        _gate.Dispose();
    }

    private static bool IsAboutCredentials(StoreException fault) =>
        fault.Code is StoreErrorCode.CredentialsRefused or StoreErrorCode.SignatureMismatch or StoreErrorCode.AccessDenied;

    private S3Faults FaultsAt(S3Endpoint endpoint)
    {
        var http = new HttpFault(StoreName, endpoint.Address, Wire)
        {
            SecureSetting = $"stores.{StoreName}.secure",
            ProxySetting = _hasOwnProxy ? $"stores.{StoreName}.{S3Proxy.Attribute}" : null,
        };
        return new S3Faults(_source, Bucket, endpoint, http, Traffic);
    }

    private async Task<AmazonS3Client> MakeClientAsync(CancellationToken cancellationToken)
    {
        if (Endpoint is { IsAmazon: true, Region: null } && await FindRegionAsync(cancellationToken).ConfigureAwait(false) is { } region)
        {
            Endpoint = Endpoint.WithRegion(region);
            Faults = FaultsAt(Endpoint);
        }

        // The client reads its defaults from the profile, also where the keys are given.
        SharedFiles.Check(_source.Spec.Name, DataJoint.Configuration.HostEnvironment.Process);
        bool isPathStyle = Endpoint.IsPathStyle || Bucket.Contains('.', StringComparison.Ordinal);
        var config = new AmazonS3Config
        {
            ServiceURL = Endpoint.ToString(),
            EndpointProvider = new BucketEndpoint(Bucket, Endpoint, isPathStyle),
            AuthenticationRegion = Endpoint.SigningRegion,
            ForcePathStyle = isPathStyle,
            HttpClientFactory = new WireClientFactory(Wire),
            MaxErrorRetry = 4,
            RetryMode = RequestRetryMode.Standard,
            Timeout = TimeSpan.FromMinutes(2),
            BufferSize = BlockSize,

            // Our own sums go along with every write and are checked with every read.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        return new BucketClient(_credentials, config, MaxRetryDelay);
    }

    // Amazon tells anybody, without credentials, in which region a bucket is:
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    private async Task<string?> FindRegionAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(RegionTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(Endpoint.Address, Uri.EscapeDataString(Bucket)));
        try
        {
            using HttpResponseMessage answer = await Wire.Client.SendAsync(request, timeout.Token).ConfigureAwait(false);
            return answer.StatusCode == HttpStatusCode.NotFound ? throw Faults.NoSuchBucket()
                : answer.Headers.TryGetValues(BucketTraffic.RegionHeader, out IEnumerable<string>? values) ? values.First() : null;
        }
        catch (HttpRequestException broken)
        {
            throw Faults.Explain(broken, "HeadBucket", null)!;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Faults.Unavailable(null, $"{Endpoint} did not answer in time.");
        }
    }
}
