using System.Net;
using System.Security.Cryptography;
using Amazon.S3.Model;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Writes that are to replace nothing, and whose answers are lost: whose object is it that is there when they are made again? On moto.</summary>
public sealed class S3ConditionalWriteTests : IAsyncLifetime
{
    private const int Small = 5;
    private const int InParts = 6 << 20;
    private const string Key = "lab/data/a";

    private static readonly WriteOptions IfThereIsNone = new() { Overwrite = false };
    private static readonly HttpFault Refusal = HttpFault.Answer(412, "PreconditionFailed");

    private FaultyBucket _faulty = null!;
    private S3ObjectStore _beside = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _faulty = await FaultyBucket.MakeAsync();
        _beside = _faulty.Bucket.Settings().Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _beside.DisposeAsync();
        await _faulty.DisposeAsync();
    }

    [Theory]
    [InlineData(Small, "PreconditionFailed")]
    [InlineData(InParts, "PreconditionFailed")]
    [InlineData(InParts, "NoSuchUpload")]
    public async Task A_write_whose_answer_was_lost_is_not_taken_for_somebody_elses(int size, string code)
    {
        byte[] content = RandomNumberGenerator.GetBytes(size);
        _faulty.Proxy.Decide = FirstAndLater(_ => HttpFault.LostResponse, HttpFault.Answer(code == "NoSuchUpload" ? 404 : 412, code));

        WriteReceipt receipt = await _faulty.Store.WriteAllBytesAsync("a", content, IfThereIsNone, Cancellation);

        receipt.Info.ETag.ShouldBe((await _faulty.Store.StatAsync("a", Cancellation))!.ETag);
        (await _faulty.Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Small, false)]
    [InlineData(Small, true)]
    [InlineData(InParts, true)]
    public async Task What_somebody_else_wrote_meanwhile_is_a_refusal_even_if_it_is_the_same(int size, bool isSame)
    {
        byte[] mine = RandomNumberGenerator.GetBytes(size);
        byte[] hers = isSame ? mine : RandomNumberGenerator.GetBytes(size);
        _faulty.Proxy.Decide = FirstAndLater(_ => WriteBeside(hers), Refusal);

        await ShouldBeRefusedAsync(async () => await _faulty.Store.WriteAllBytesAsync("a", mine, IfThereIsNone, Cancellation));
    }

    [Fact]
    public async Task A_copy_whose_answer_was_lost_is_not_taken_for_somebody_elses()
    {
        await _faulty.Store.WriteAllBytesAsync("source", "hello"u8.ToArray(), null, Cancellation);
        _faulty.Proxy.Decide = FirstAndLater(_ => HttpFault.LostResponse, Refusal);

        ObjectInfo copy = await _faulty.Store.CopyAsync("source", "a", IfThereIsNone, Cancellation);

        copy.ETag.ShouldBe((await _faulty.Store.StatAsync("a", Cancellation))!.ETag);
    }

    [Fact]
    public async Task A_copy_by_somebody_else_is_a_refusal()
    {
        await _faulty.Store.WriteAllBytesAsync("source", "hello"u8.ToArray(), null, Cancellation);
        _faulty.Proxy.Decide = FirstAndLater(
            _ =>
            {
                _faulty.Bucket.Client.CopyObjectAsync(_faulty.Bucket.Name, "lab/data/source", _faulty.Bucket.Name, Key, Cancellation).Wait(Cancellation);
                return HttpFault.Reset;
            },
            Refusal);

        await ShouldBeRefusedAsync(async () => await _faulty.Store.CopyAsync("source", "a", IfThereIsNone, Cancellation));
    }

    [Fact]
    public async Task A_copy_that_replaces_nothing_keeps_what_its_source_tells_of_itself()
    {
        var source = new PutObjectRequest { BucketName = _faulty.Bucket.Name, Key = "lab/data/source", ContentBody = "hello", ContentType = "text/csv" };
        source.Metadata["rig"] = "7";
        source.Headers.CacheControl = "no-store";
        await _faulty.Bucket.Client.PutObjectAsync(source, Cancellation);

        await _faulty.Store.CopyAsync("source", "a", IfThereIsNone, Cancellation);

        GetObjectMetadataResponse copy = await _faulty.Bucket.Client.GetObjectMetadataAsync(_faulty.Bucket.Name, Key, Cancellation);
        copy.Metadata["rig"].ShouldBe("7");
        copy.Headers.ContentType.ShouldBe("text/csv");
        copy.Headers.CacheControl.ShouldBe("no-store");
    }

    [Fact]
    public async Task An_expired_token_is_told_when_it_shows_while_the_answer_is_looked_for()
    {
        int writes = 0;
        _faulty.Proxy.Decide = request => IsWrite(request) ? Interlocked.Increment(ref writes) == 1 ? HttpFault.LostResponse : Refusal
            : Volatile.Read(ref writes) == 0 ? null
            : request.HttpMethod == "HEAD" ? new HttpFault { Status = 400 }
            : HttpFault.Answer(400, "ExpiredToken");

        StoreException fault = await Should.ThrowAsync<StoreException>(
            async () => await _faulty.Store.WriteAllBytesAsync("a", RandomNumberGenerator.GetBytes(InParts), IfThereIsNone, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.CredentialsRefused, fault.Message);
    }

    private static async Task ShouldBeRefusedAsync(Func<Task> write) =>
        (await Should.ThrowAsync<StoreException>(write)).Code.ShouldBe(StoreErrorCode.AlreadyExists);

    // What makes the object show: Put, Copy, or the end of a write in parts.
    private static bool IsWrite(HttpListenerRequest request) => request.QueryString["uploadId"] is null
        ? request.HttpMethod == "PUT"
        : request.HttpMethod == "POST";

    private static Func<HttpListenerRequest, HttpFault?> FirstAndLater(Func<HttpListenerRequest, HttpFault?> first, HttpFault later)
    {
        int writes = 0;
        return request => !IsWrite(request) ? null : Interlocked.Increment(ref writes) == 1 ? first(request) : later;
    }

    private HttpFault WriteBeside(byte[] content)
    {
        _beside.WriteAllBytesAsync("a", content, null, Cancellation).AsTask().Wait(Cancellation);
        return HttpFault.Reset;
    }
}
