using DataJoint.Servers;

namespace DataJoint.Stores.S3.Tests;

/// <summary>A bucket on moto, and a store in it that is reached through a proxy which spoils what it is told to.</summary>
internal sealed class FaultyBucket : IAsyncDisposable
{
    private FaultyBucket(TestBucket bucket, HttpFaultProxy proxy) => (Bucket, Proxy, Store) = (bucket, proxy, bucket.Settings(proxy.Endpoint).Open());

    public TestBucket Bucket { get; }

    public HttpFaultProxy Proxy { get; }

    public S3ObjectStore Store { get; }

    public static async Task<FaultyBucket> MakeAsync()
    {
        MotoServer server = await MotoServer.SharedAsync();
        return new FaultyBucket(await TestBucket.MakeAsync(server), new HttpFaultProxy(server.Endpoint));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Proxy.DisposeAsync();
        await Bucket.DisposeAsync();
    }
}
