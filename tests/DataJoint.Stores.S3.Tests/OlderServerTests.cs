using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Servers that refuse headers which they do not know, and those whose tags are no MD5.</summary>
public sealed class OlderServerTests : IAsyncLifetime
{
    private FaultyBucket _faulty = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _faulty = await FaultyBucket.MakeAsync();

    public async ValueTask DisposeAsync() => await _faulty.DisposeAsync();

    [Theory]
    [InlineData(400, "InvalidArgument", 1_000)]
    [InlineData(501, "NotImplemented", 1_000)]
    [InlineData(400, "InvalidArgument", 12_000_000)]
    public async Task Where_checksum_headers_are_refused_the_digest_goes_along_and_that_is_remembered(int status, string code, int size)
    {
        byte[] content = RandomNumberGenerator.GetBytes(size);
        ConcurrentBag<bool> areDigestsRight = [];
        _faulty.Proxy.Decide = request =>
        {
            if (request.HttpMethod == "PUT" && request.Headers["Content-MD5"] is string digest)
            {
                areDigestsRight.Add(digest == DigestOf(content, request));
            }

            return HasChecksum(request) ? HttpFault.Answer(status, code, "Unsupported header received for this API call.") : null;
        };

        await _faulty.Store.WriteAllBytesAsync("a", content, new WriteOptions { Overwrite = true }, Cancellation);

        (await _faulty.Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        areDigestsRight.ShouldNotBeEmpty();
        areDigestsRight.ShouldAllBe(isRight => isRight);
        _faulty.Store.DescribeLimits().ShouldNotBeNull().ShouldContain("Unsupported header received");
        int seen = _faulty.Proxy.Seen.Count;
        await _faulty.Store.WriteAllBytesAsync("b", new byte[] { 1 }, new WriteOptions { Overwrite = true }, Cancellation);
        _faulty.Proxy.Seen.Count.ShouldBe(seen + 1);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(12_000_000)]
    public async Task Damage_on_the_way_is_noticed_there_too(int size)
    {
        _faulty.Proxy.Decide = request => HasChecksum(request) ? HttpFault.Answer(400, "InvalidArgument")
            : request.HttpMethod == "PUT" && request.QueryString["partNumber"] is null or "2" ? HttpFault.SpoiltRequest : null;

        StoreException fault = await Should.ThrowAsync<StoreException>(async () =>
            await _faulty.Store.WriteAllBytesAsync("a", RandomNumberGenerator.GetBytes(size), new WriteOptions { Overwrite = true }, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.ChecksumMismatch);
        (await _faulty.Bucket.KeysAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(12_000_000)]
    public async Task Damage_on_the_way_is_noticed_where_checksum_headers_are_passed_over(int size)
    {
        _faulty.Proxy.Decide = request =>
            new HttpFault { HidesChecksums = true, SpoilsRequest = request.HttpMethod == "PUT" && request.QueryString["partNumber"] is null or "2" };

        StoreException fault = await Should.ThrowAsync<StoreException>(async () =>
            await _faulty.Store.WriteAllBytesAsync("a", RandomNumberGenerator.GetBytes(size), new WriteOptions { Overwrite = true }, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.ChecksumMismatch);
        (await _faulty.Bucket.KeysAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(12_000_000)]
    public async Task A_damaged_object_that_cannot_be_deleted_is_named(int size)
    {
        _faulty.Proxy.Decide = request => request.HttpMethod == "DELETE" ? HttpFault.Answer(403, "AccessDenied")
            : new HttpFault { HidesChecksums = true, SpoilsRequest = request.HttpMethod == "PUT" && request.QueryString["partNumber"] is null or "2" };

        StoreException fault = await Should.ThrowAsync<StoreException>(async () =>
            await _faulty.Store.WriteAllBytesAsync("a", RandomNumberGenerator.GetBytes(size), new WriteOptions { Overwrite = true }, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.ChecksumMismatch);
        fault.Reason.ShouldContain("is still there");
        fault.ObjectName.ShouldBe("a");
        (await _faulty.Bucket.KeysAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_may_not_be_read_back_is_written_and_told_of()
    {
        _faulty.Proxy.Decide = request => request.HttpMethod == "GET" ? HttpFault.Answer(403, "AccessDenied") : Untold(request);

        await _faulty.Store.WriteAllBytesAsync("a", "mine"u8.ToArray(), new WriteOptions { Overwrite = true }, Cancellation);

        _faulty.Store.DescribeLimits().ShouldNotBeNull().ShouldContain("s3:GetObject");
    }

    [Fact]
    public async Task What_somebody_else_replaced_before_it_was_read_back_was_written()
    {
        byte[] hers = "hers"u8.ToArray();
        await using S3ObjectStore beside = _faulty.Bucket.Settings().Open();
        _faulty.Proxy.Decide = request =>
        {
            if (request.HttpMethod == "GET")
            {
                beside.WriteAllBytesAsync("a", hers, null, Cancellation).AsTask().GetAwaiter().GetResult();
            }

            return Untold(request);
        };

        await _faulty.Store.WriteAllBytesAsync("a", "mine"u8.ToArray(), new WriteOptions { Overwrite = true }, Cancellation);

        (await beside.ReadAllBytesAsync("a", Cancellation)).ShouldBe(hers);
    }

    [Fact]
    public async Task Where_only_checksums_of_the_whole_are_refused_those_of_parts_and_of_small_objects_stay()
    {
        byte[] content = RandomNumberGenerator.GetBytes(12_000_000);
        ConcurrentBag<string> bare = [];
        _faulty.Proxy.Decide = request =>
        {
            if (request.HttpMethod == "PUT" && request.Headers["x-amz-checksum-crc32c"] is null)
            {
                bare.Add(request.RawUrl!);
            }

            return request.Headers["x-amz-checksum-type"] is null ? null : HttpFault.Answer(400, "InvalidArgument", "Unsupported x-amz-checksum-type.");
        };

        for (int round = 0; round < 2; round++)
        {
            await _faulty.Store.WriteAllBytesAsync("large", content, new WriteOptions { Overwrite = true }, Cancellation);
            await _faulty.Store.WriteAllBytesAsync("small", "hello"u8.ToArray(), new WriteOptions { Overwrite = true }, Cancellation);
        }

        bare.ShouldBeEmpty();
        _faulty.Proxy.Count("POST", "uploads").ShouldBe(3);
        (await _faulty.Store.ReadAllBytesAsync("large", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        _faulty.Store.DescribeLimits().ShouldNotBeNull().ShouldContain("the parts' checksums only");
    }

    [Theory]
    [InlineData(409, "OperationAborted")]
    [InlineData(409, "BucketBusy")]
    public async Task A_refusal_for_another_reason_leaves_checksums_and_conditions_as_they_are(int status, string code)
    {
        int bare = 0;
        _faulty.Proxy.Decide = request =>
        {
            bare += request.HttpMethod == "PUT" && request.Headers["x-amz-checksum-crc32c"] is null ? 1 : 0;
            return request.HttpMethod == "PUT" ? HttpFault.Answer(status, code, "The header says no.") : null;
        };

        StoreException fault = await Should.ThrowAsync<StoreException>(
            async () => await _faulty.Store.WriteAllBytesAsync("a", new byte[] { 1 }, new WriteOptions { Overwrite = false }, Cancellation));

        bare.ShouldBe(0);
        fault.Reason.ShouldNotContain("If-None-Match");
        _faulty.Store.DescribeLimits().ShouldBeNull();
    }

    [Fact]
    public async Task Where_conditions_are_refused_a_copy_that_replaces_nothing_is_refused_with_the_way_out()
    {
        await _faulty.Store.WriteAllBytesAsync("source", "hello"u8.ToArray(), null, Cancellation);
        _faulty.Proxy.Decide = request => request.Headers["If-None-Match"] is null ? null : HttpFault.Answer(400, "InvalidArgument", "If-None-Match is not supported.");

        StoreException fault = await Should.ThrowAsync<StoreException>(
            async () => await _faulty.Store.CopyAsync("source", "a", new WriteOptions { Overwrite = false }, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.Unsupported);
        fault.Hint.ShouldNotBeNull().ShouldContain("conditional_writes false");
        await using S3ObjectStore racing = _faulty.Bucket.Settings(_faulty.Proxy.Endpoint).Set("conditional_writes", "false").Open();
        await racing.CopyAsync("source", "a", new WriteOptions { Overwrite = false }, Cancellation);
    }

    [Theory]
    [InlineData(501, "NotImplemented", "A header you provided implies functionality that is not implemented.")]
    [InlineData(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")]
    public async Task Where_conditions_are_refused_a_write_that_replaces_nothing_is_refused_with_the_way_out(int status, string code, string words)
    {
        _faulty.Proxy.Decide = request => request.Headers["If-None-Match"] is null ? null : HttpFault.Answer(status, code, words);

        StoreException fault = await Should.ThrowAsync<StoreException>(
            async () => await _faulty.Store.WriteAllBytesAsync("a", new byte[] { 1 }, new WriteOptions { Overwrite = false }, Cancellation));

        fault.Code.ShouldBe(StoreErrorCode.Unsupported);
        fault.Reason.ShouldContain("If-None-Match");
        fault.Reason.ShouldContain(words);
        _faulty.Store.DescribeLimits().ShouldBeNull();
        fault.Hint.ShouldNotBeNull().ShouldContain("conditional_writes false");

        await using S3ObjectStore racing = _faulty.Bucket.Settings(_faulty.Proxy.Endpoint).Set("conditional_writes", "false").Open();
        await racing.WriteAllBytesAsync("a", new byte[] { 1 }, new WriteOptions { Overwrite = false }, Cancellation);
        StoreException late = await Should.ThrowAsync<StoreException>(
            async () => await racing.WriteAllBytesAsync("a", new byte[] { 2 }, new WriteOptions { Overwrite = false }, Cancellation));
        late.Code.ShouldBe(StoreErrorCode.AlreadyExists);
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("W/\"abc\"")]
    [InlineData("\"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\"")]
    [InlineData("\"-\"")]
    public async Task A_tag_may_be_any_text(string tag)
    {
        await using HttpFaultProxy proxy = new(new Uri("http://127.0.0.1:1"))
        {
            Decide = _ => new HttpFault { Status = 200, Body = "hello", Headers = new Dictionary<string, string> { ["ETag"] = tag } },
        };
        await using S3ObjectStore store = new S3Settings(("endpoint", proxy.Endpoint.GetLeftPart(UriPartial.Authority)), ("access_key", "AKIDFAKE"), ("secret_key", "fake")).Open();

        (await store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("hello"u8.ToArray());
    }

    [SuppressMessage("Security", "CA5351", Justification = "What the protocol asks for.")]
    private static string DigestOf(byte[] content, HttpListenerRequest request)
    {
        const int partSize = 5 << 20;
        int start = request.QueryString["partNumber"] is string part ? (int.Parse(part, CultureInfo.InvariantCulture) - 1) * partSize : 0;
        bool isPart = request.QueryString["partNumber"] is not null;
        byte[] sent = request.RawUrl!.EndsWith("/b", StringComparison.Ordinal) ? [1] : content[start..(isPart ? Math.Min(start + partSize, content.Length) : content.Length)];
        return Convert.ToBase64String(MD5.HashData(sent));
    }

    // Encrypted at rest, say: no checksum, and a tag that is no digest.
    private static HttpFault Untold(HttpListenerRequest request) => new() { HidesChecksums = true, Tag = request.HttpMethod == "PUT" ? "\"a-tag\"" : null };

    private static bool HasChecksum(HttpListenerRequest request) =>
        request.Headers.AllKeys.Any(name => name!.StartsWith("x-amz-checksum", StringComparison.OrdinalIgnoreCase) && request.HttpMethod is "PUT" or "POST")
        || request.Headers["x-amz-sdk-checksum-algorithm"] is not null;
}
