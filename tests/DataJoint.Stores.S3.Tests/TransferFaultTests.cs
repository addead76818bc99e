using System.Security.Cryptography;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Transfers over a network that breaks. On moto, which knows ranges and lists unfinished writes.</summary>
public sealed class TransferFaultTests : IAsyncLifetime
{
    private const int Part = 5 << 20;

    private readonly TemporaryFolder _folder = new();
    private FaultyBucket _faulty = null!;

    private TestBucket Bucket => _faulty.Bucket;

    private HttpFaultProxy Proxy => _faulty.Proxy;

    private S3ObjectStore Store => _faulty.Store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _faulty = await FaultyBucket.MakeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _faulty.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_read_that_breaks_off_goes_on_where_it_stopped()
    {
        byte[] content = await PutAsync("a", 1_000_000);
        int left = 3;
        Proxy.Decide = request => request.HttpMethod == "GET" && Interlocked.Decrement(ref left) >= 0 ? new HttpFault { BreaksAfter = 200_000 } : null;

        (await Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();

        Proxy.Count("GET", "/lab/data/a").ShouldBe(4);
    }

    [Fact]
    public async Task A_read_whose_bytes_are_spoilt_fails_and_leaves_no_file()
    {
        await PutAsync("a", 100_000);
        Proxy.Decide = request => request.HttpMethod == "GET" ? HttpFault.SpoiltAnswer : null;

        (await ShouldFailAsync(StoreErrorCode.ChecksumMismatch, async () => await Store.ReadAllBytesAsync("a", Cancellation))).DiagnosticId.ShouldBe("DJ4114");
        await ShouldFailAsync(StoreErrorCode.ChecksumMismatch, async () => await Store.DownloadFileAsync("a", _folder["a"], null, Cancellation));

        _folder.Everything().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_whose_end_is_missing_fails()
    {
        await PutAsync("a", 100_000);
        Proxy.Decide = request => request.HttpMethod == "GET" ? new HttpFault { CutTo = 99_999 } : null;

        await ShouldFailAsync(StoreErrorCode.ChecksumMismatch, async () => await Store.ReadAllBytesAsync("a", Cancellation));
        await ShouldFailAsync(StoreErrorCode.ChecksumMismatch, async () => await Store.DownloadFileAsync("a", _folder["a"], null, Cancellation));

        _folder.Everything().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_busy_for_a_moment_is_asked_again()
    {
        int left = 4;
        Proxy.Decide = _ => Interlocked.Decrement(ref left) >= 0 ? HttpFault.Answer(503, "SlowDown") : null;

        await Store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);

        (await Store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("x"u8.ToArray());
    }

    [Theory]
    [InlineData(503, "SlowDown", StoreErrorCode.Throttled)]
    [InlineData(503, "ServiceUnavailable", StoreErrorCode.Unavailable)]
    [InlineData(500, "InternalError", StoreErrorCode.Unavailable)]
    public async Task A_server_that_stays_so_is_given_up(int status, string code, StoreErrorCode expected)
    {
        Proxy.Decide = request => request.HttpMethod == "GET" ? HttpFault.Answer(status, code) : null;

        (await ShouldFailAsync(expected, async () => await Store.OpenReadAsync("a", null, Cancellation))).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Parts_whose_connection_breaks_are_sent_again()
    {
        byte[] content = RandomNumberGenerator.GetBytes((3 * Part) + 5);
        int left = 3;
        Proxy.Decide = request => IsPart(request) && Interlocked.Decrement(ref left) >= 0 ? HttpFault.Reset : null;

        WriteReceipt receipt = await Store.WriteAllBytesAsync("a", content, null, Cancellation);

        receipt.Info.Size.ShouldBe(content.Length);
        Proxy.Count("PUT", "partNumber=").ShouldBe(7);
        (await Store.DownloadFileAsync("a", _folder["a"], null, Cancellation)).Size.ShouldBe(content.Length);
        File.ReadAllBytes(_folder["a"]).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Large_parts_are_not_read_before_there_is_memory_for_them()
    {
        const int largePart = 20 << 20;
        byte[] content = RandomNumberGenerator.GetBytes((2 * largePart) + 5);
        long read = 0L;
        long readAtFirstPart = 0L;
        Proxy.Decide = request =>
        {
            if (IsPart(request, 1))
            {
                Volatile.Write(ref readAtFirstPart, Volatile.Read(ref read));
            }

            return null;
        };

        // So long, it says, that its parts have to be as large.
        await using var slow = new DribblingStream(content, position => Volatile.Write(ref read, position), 1 << 20);
        await Store.WriteAsync("a", slow, new WriteOptions { Length = 180_000_000_000 }, Cancellation);

        readAtFirstPart.ShouldBeLessThanOrEqualTo(largePart);
        (await Store.StatAsync("a", Cancellation)).ShouldNotBeNull().Size.ShouldBe(content.Length);
    }

    [Fact]
    public async Task A_write_that_fails_shows_nothing_and_leaves_no_parts()
    {
        byte[] content = RandomNumberGenerator.GetBytes((3 * Part) + 5);
        Proxy.Decide = request => IsPart(request, 3) ? HttpFault.Answer(403, "AccessDenied") : null;

        (await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await Store.WriteAllBytesAsync("a", content, null, Cancellation)))
            .Message.ShouldContain("s3:PutObject");

        (await Bucket.KeysAsync()).ShouldBeEmpty();
        ((await Bucket.Client.ListMultipartUploadsAsync(Bucket.Name, Cancellation)).MultipartUploads ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_interrupted_write_goes_on_with_the_parts_that_are_missing()
    {
        byte[] content = RandomNumberGenerator.GetBytes((4 * Part) + 5);
        await InterruptAsync("a", content, parts: 2);
        (await Bucket.KeysAsync()).ShouldBeEmpty();
        Proxy.Decide = _ => null;
        Proxy.Seen.Clear();

        // Another program, on another day.
        await using S3ObjectStore later = Bucket.Settings(Proxy.Endpoint).Open();
        var told = new List<long>();
        await later.WriteAllBytesAsync("a", content, new WriteOptions { Resume = true, Progress = new Listener(told) }, Cancellation);

        Proxy.Count("PUT", "partNumber=1&").ShouldBe(0);
        Proxy.Count("PUT", "partNumber=2&").ShouldBe(0);
        Proxy.Count("PUT", "partNumber=3&").ShouldBe(1);
        told.Last().ShouldBe(content.Length);
        (await Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task An_interrupted_write_is_found_beside_one_whose_key_XML_cannot_carry()
    {
        byte[] content = RandomNumberGenerator.GetBytes(Part + 5);
        var resume = new WriteOptions { Resume = true };
        await InterruptAsync("a +", content, parts: 1);
        string id = (await Bucket.Client.ListMultipartUploadsAsync(Bucket.Name, Cancellation)).MultipartUploads.Single().UploadId;
        Proxy.Decide = request =>
            request.HttpMethod == "GET" && request.RawUrl!.Contains("uploads", StringComparison.Ordinal) ? ListUploads(id, request.QueryString["encoding-type"]) : null;
        Proxy.Seen.Clear();

        await using S3ObjectStore later = Bucket.Settings(Proxy.Endpoint).Open();
        await later.WriteAllBytesAsync("a +", content, resume, Cancellation);

        Proxy.Count("PUT", "partNumber=1&").ShouldBe(0);
    }

    [Fact]
    public async Task Parts_of_other_content_are_sent_anew()
    {
        byte[] content = RandomNumberGenerator.GetBytes((2 * Part) + 5);
        var resume = new WriteOptions { Resume = true };
        Proxy.Decide = request => IsPart(request, 3) ? HttpFault.Answer(403, "AccessDenied") : null;
        await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await Store.WriteAllBytesAsync("a", content, resume, Cancellation));
        Proxy.Decide = _ => null;
        content[17] ^= 1;

        await Store.WriteAllBytesAsync("a", content, resume, Cancellation);

        (await Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_with_the_parts_that_are_missing()
    {
        const int part = 1 << 16;
        byte[] content = await PutAsync("a", (10 * part) + 1);
        var options = new DownloadOptions { Resume = true, PartSize = part, Parallelism = 2 };
        Proxy.Decide = request => request.Headers["Range"] == FormattableString.Invariant($"bytes={6 * part}-{(7 * part) - 1}") ? HttpFault.Answer(403, "AccessDenied") : null;
        await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await Store.DownloadFileAsync("a", _folder["a"], options, Cancellation));
        File.Exists(_folder["a"]).ShouldBeFalse();
        Proxy.Decide = _ => null;
        Proxy.Seen.Clear();

        await Store.DownloadFileAsync("a", _folder["a"], options, Cancellation);

        Proxy.Count("GET", "/lab/data/a").ShouldBeLessThan(7);
        File.ReadAllBytes(_folder["a"]).AsSpan().SequenceEqual(content).ShouldBeTrue();
        _folder.Everything().ShouldBe(["a"]);
    }

    [Fact]
    public async Task What_a_download_left_is_not_believed_when_the_object_or_the_file_changed()
    {
        const int part = 1 << 16;
        await PutAsync("a", 8 * part);
        var options = new DownloadOptions { Resume = true, PartSize = part, Parallelism = 1 };
        Proxy.Decide = request => request.Headers["Range"]?.StartsWith(FormattableString.Invariant($"bytes={5 * part}-"), StringComparison.Ordinal) == true
            ? HttpFault.Answer(403, "AccessDenied") : null;
        await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await Store.DownloadFileAsync("a", _folder["a"], options, Cancellation));
        string left = _folder.Everything().Single(name => !name.EndsWith(".journal", StringComparison.Ordinal));
        await using (FileStream file = File.OpenWrite(_folder[left]))
        {
            file.Position = 100;
            file.WriteByte(0xAA);
            file.WriteByte(0x55);
        }

        Proxy.Decide = _ => null;
        await Store.DownloadFileAsync("a", _folder["a"], options, Cancellation);
        byte[] content = await Store.ReadAllBytesAsync("a", Cancellation);
        File.ReadAllBytes(_folder["a"]).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task An_object_that_changes_during_its_download_is_no_mixture()
    {
        const int part = 1 << 16;
        await PutAsync("a", 6 * part);
        int once = 1;
        Proxy.Decide = request =>
        {
            if (request.Headers["Range"]?.StartsWith(FormattableString.Invariant($"bytes={3 * part}-"), StringComparison.Ordinal) == true && Interlocked.Exchange(ref once, 0) == 1)
            {
                Bucket.Client.PutObjectAsync(new() { BucketName = Bucket.Name, Key = "lab/data/a", ContentBody = new string('x', 6 * part) }, Cancellation).Wait(Cancellation);
            }

            return null;
        };

        await ShouldFailAsync(
            StoreErrorCode.Changed, async () =>
                await Store.DownloadFileAsync("a", _folder["a"], new DownloadOptions { Resume = true, PartSize = part, Parallelism = 1 }, Cancellation));

        _folder.Everything().ShouldBeEmpty();
    }

    private static bool IsPart(System.Net.HttpListenerRequest request, int? number = null) =>
        request.HttpMethod == "PUT" && request.QueryString["partNumber"] is { } found
            && (number is null || found == number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // As Amazon answers; moto does not know the encoding.
    private static HttpFault ListUploads(string id, string? encoding)
    {
        string[] keys = encoding == "url" ? ["lab/data/a+%2B", "lab/data/a+%2B%01"] : ["lab/data/a +", "lab/data/a +&#x1;"];
        IEnumerable<string> uploads = keys.Select(key => $"<Upload><Key>{key}</Key><UploadId>{id}</UploadId><Initiated>2026-01-01T00:00:00.000Z</Initiated></Upload>");
        return new HttpFault
        {
            Status = 200,
            Body = $"<?xml version=\"1.0\"?><ListMultipartUploadsResult><EncodingType>{encoding}</EncodingType><IsTruncated>false</IsTruncated>{string.Concat(uploads)}</ListMultipartUploadsResult>",
        };
    }

    private static async Task<StoreException> ShouldFailAsync(StoreErrorCode code, Func<Task> call)
    {
        StoreException fault = await Should.ThrowAsync<StoreException>(call);
        fault.Code.ShouldBe(code, fault.Message);
        return fault;
    }

    // The parts before the one that is refused are on their way together with it, and would be given up with it.
    private async Task InterruptAsync(string name, byte[] content, int parts)
    {
        var stored = new StoredBytes();
        Proxy.Decide = request => IsPart(request, parts + 1) ? Refuse() : null;
        await ShouldFailAsync(
            StoreErrorCode.AccessDenied, async () => await Store.WriteAllBytesAsync(name, content, new WriteOptions { Resume = true, Progress = stored }, Cancellation));

        HttpFault Refuse()
        {
            stored.WaitFor(parts * Part);
            return HttpFault.Answer(403, "AccessDenied");
        }
    }

    private async Task<byte[]> PutAsync(string name, int size)
    {
        byte[] content = RandomNumberGenerator.GetBytes(size);
        await Store.WriteAllBytesAsync(name, content, null, Cancellation);
        return content;
    }

    private sealed class Listener(List<long> told) : IProgress<long>
    {
        public void Report(long value) => told.Add(value);
    }
}
