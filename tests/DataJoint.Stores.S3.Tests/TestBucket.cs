using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Servers;

namespace DataJoint.Stores.S3.Tests;

/// <summary>A bucket of the test's own, removed with all that is in it.</summary>
internal sealed class TestBucket : IAsyncDisposable
{
    private readonly Uri _endpoint;
    private readonly string _accessKey;
    private readonly string _secretKey;

    private TestBucket(Uri endpoint, string accessKey, string secretKey)
    {
        (_endpoint, _accessKey, _secretKey) = (endpoint, accessKey, secretKey);
        Client = new AmazonS3Client(
            new BasicAWSCredentials(accessKey, secretKey),
            new AmazonS3Config { ServiceURL = endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
    }

    /// <summary>The SDK as it is, to look behind the store's back.</summary>
    public AmazonS3Client Client { get; }

    public string Name { get; } = "dj-" + Guid.NewGuid().ToString("n")[..16];

    public static Task<TestBucket> MakeAsync(CephGateway gateway) => MakeAsync(new TestBucket(gateway.Endpoint, gateway.AccessKey, gateway.SecretKey));

    public static Task<TestBucket> MakeAsync(MotoServer server) => MakeAsync(new TestBucket(server.Endpoint, "AKIDFAKE", "fake-secret-key"));

    /// <summary>A store in this bucket, straight to the gateway or by way of something else.</summary>
    public S3Settings Settings(Uri? endpoint = null) => new(
        ("endpoint", (endpoint ?? _endpoint).GetLeftPart(UriPartial.Authority)), ("bucket", Name),
        ("access_key", _accessKey), ("secret_key", _secretKey));

    public async Task<string[]> KeysAsync()
    {
        var keys = new List<string>();
        var request = new ListObjectsV2Request { BucketName = Name, Encoding = EncodingType.Url };
        ListObjectsV2Response page;
        do
        {
            page = await Client.ListObjectsV2Async(request);
            keys.AddRange((page.S3Objects ?? []).Select(found => Uri.UnescapeDataString(found.Key.Replace('+', ' '))));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return [.. keys];
    }

    public async ValueTask DisposeAsync()
    {
        string[] keys = await KeysAsync();
        await Parallel.ForEachAsync(keys, async (key, token) => await Client.DeleteObjectAsync(Name, key, token));
        await Client.DeleteBucketAsync(Name);
        Client.Dispose();
    }

    private static async Task<TestBucket> MakeAsync(TestBucket bucket)
    {
        await bucket.Client.PutBucketAsync(bucket.Name);
        return bucket;
    }
}
