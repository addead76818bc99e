using System.Runtime.CompilerServices;

namespace DataJoint.Stores.S3.Endpoints;

/// <summary>Sees the requests of one store and their answers, those too with which the SDK repeats one by itself.</summary>
internal sealed class BucketTraffic : DelegatingHandler
{
    /// <summary>The header in which Amazon tells a bucket's region: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html.</summary>
    public const string RegionHeader = "x-amz-bucket-region";

    private readonly AsyncLocal<StrongBox<int>?> _count = new();

    /// <summary>The bucket's region, where an answer told it beside its body; <see langword="null"/>: none did.</summary>
    public string? BucketRegion { get; private set; }

    /// <summary>Counts the caller's requests from here on.</summary>
    public StrongBox<int> CountRequests() => _count.Value = new StrongBox<int>();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_count.Value is { } count)
        {
            Interlocked.Increment(ref count.Value);
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        BucketRegion = response.Headers.TryGetValues(RegionHeader, out IEnumerable<string>? regions) ? regions.First() : BucketRegion;
        return response;
    }
}
