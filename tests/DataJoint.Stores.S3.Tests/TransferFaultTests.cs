using System.Security.Cryptography;
using DataJoint.Servers;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Transfers over a network that breaks. On moto, which knows ranges and lists unfinished writes.</summary>
public sealed class TransferFaultTests : IAsyncLifetime
{
    private const int Part = 5 << 20;

    private readonly TemporaryFolder _folder = new();
    private TestBucket _bucket = null!;
    private HttpFaultProxy _proxy = null!;
    private S3ObjectStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        MotoServer server = await MotoServer.SharedAsync();
        _bucket = await TestBucket.MakeAsync(server);
        _proxy = new HttpFaultProxy(server.Endpoint);
        _store = _bucket.Settings(_proxy.Endpoint).Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _proxy.DisposeAsync();
        await _bucket.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_read_that_breaks_off_goes_on_where_it_stopped()
    {
        var content = await PutAsync("a", 1_000_000);
        var left = 3;
        _proxy.Decide = request => request.HttpMethod == "GET" && Interlocked.Decrement(ref left) >= 0 ? new HttpFault { BreaksAfter = 200_000 } : null;

        (await _store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();

        _proxy.Count("GET", "/lab/data/a").ShouldBe(4);
    }

    [Fact]
    public async Task A_read_whose_bytes_are_spoilt_fails_and_leaves_no_file()
    {
        await PutAsync("a", 100_000);
        _proxy.Decide = request => request.HttpMethod == "GET" ? HttpFault.SpoiltAnswer : null;

        (await ShouldFailAsync(StoreErrorCode.ChecksumMismatch, async () => await _store.ReadAllBytesAsync("a", Cancellation))).DiagnosticId.ShouldBe("DJ4114");
        await ShouldFailAsync(StoreErrorCode.ChecksumMismatch, async () => await _store.DownloadFileAsync("a", _folder["a"], null, Cancellation));

        _folder.Everything().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_whose_end_is_missing_fails()
    {
        await PutAsync("a", 100_000);
        _proxy.Decide = request => request.HttpMethod == "GET" ? new HttpFault { CutTo = 99_999 } : null;

        await ShouldFailAsync(StoreErrorCode.ChecksumMismatch, async () => await _store.ReadAllBytesAsync("a", Cancellation));
        await ShouldFailAsync(StoreErrorCode.ChecksumMismatch, async () => await _store.DownloadFileAsync("a", _folder["a"], null, Cancellation));

        _folder.Everything().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_busy_for_a_moment_is_asked_again()
    {
        var left = 4;
        _proxy.Decide = _ => Interlocked.Decrement(ref left) >= 0 ? HttpFault.Answer(503, "SlowDown") : null;

        await _store.WriteAllBytesAsync("a", "x"u8.ToArray(), null, Cancellation);

        (await _store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("x"u8.ToArray());
    }

    [Theory]
    [InlineData(503, "SlowDown", StoreErrorCode.Throttled)]
    [InlineData(503, "ServiceUnavailable", StoreErrorCode.Unavailable)]
    [InlineData(500, "InternalError", StoreErrorCode.Unavailable)]
    public async Task A_server_that_stays_so_is_given_up(int status, string code, StoreErrorCode expected)
    {
        _proxy.Decide = request => request.HttpMethod == "GET" ? HttpFault.Answer(status, code) : null;

        (await ShouldFailAsync(expected, async () => await _store.OpenReadAsync("a", null, Cancellation))).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Parts_whose_connection_breaks_are_sent_again()
    {
        var content = RandomNumberGenerator.GetBytes((3 * Part) + 5);
        var left = 3;
        _proxy.Decide = request => IsPart(request) && Interlocked.Decrement(ref left) >= 0 ? HttpFault.Reset : null;

        var receipt = await _store.WriteAllBytesAsync("a", content, null, Cancellation);

        receipt.Info.Size.ShouldBe(content.Length);
        _proxy.Count("PUT", "partNumber=").ShouldBe(7);
        (await _store.DownloadFileAsync("a", _folder["a"], null, Cancellation)).Size.ShouldBe(content.Length);
        File.ReadAllBytes(_folder["a"]).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_that_must_not_replace_knows_its_own_work_when_the_answer_was_lost()
    {
        _proxy.Decide = FirstAndLater(HttpFault.LostAnswer, HttpFault.Answer(412, "PreconditionFailed"));

        await _store.WriteAllBytesAsync("a", "mine"u8.ToArray(), new WriteOptions { Overwrite = false }, Cancellation);

        (await _store.ReadAllBytesAsync("a", Cancellation)).ShouldBe("mine"u8.ToArray());
    }

    [Fact]
    public async Task A_write_that_must_not_replace_does_not_take_the_work_of_others_for_its_own()
    {
        var decide = FirstAndLater(HttpFault.Reset, HttpFault.Answer(412, "PreconditionFailed"));
        _proxy.Decide = request =>
        {
            if (request.HttpMethod == "PUT")
            {
                _bucket.Client.PutObjectAsync(new() { BucketName = _bucket.Name, Key = "lab/data/a", ContentBody = "hers" }, Cancellation).Wait(Cancellation);
            }

            return decide(request);
        };

        await ShouldFailAsync(
            StoreErrorCode.AlreadyExists,
            async () => await _store.WriteAllBytesAsync("a", "mine"u8.ToArray(), new WriteOptions { Overwrite = false }, Cancellation));
    }

    [Fact]
    public async Task Large_parts_are_not_read_before_there_is_memory_for_them()
    {
        const int largePart = 20 << 20;
        var content = RandomNumberGenerator.GetBytes((2 * largePart) + 5);
        var read = 0L;
        var readAtFirstPart = 0L;
        _proxy.Decide = request =>
        {
            if (IsPart(request, 1))
            {
                Volatile.Write(ref readAtFirstPart, Volatile.Read(ref read));
            }

            return null;
        };

        // So long, it says, that its parts have to be as large.
        await using var slow = new DribblingStream(content, position => Volatile.Write(ref read, position), 1 << 20);
        await _store.WriteAsync("a", slow, new WriteOptions { Length = 180_000_000_000 }, Cancellation);

        readAtFirstPart.ShouldBeLessThanOrEqualTo(largePart);
        (await _store.StatAsync("a", Cancellation)).ShouldNotBeNull().Size.ShouldBe(content.Length);
    }

    [Fact]
    public async Task A_write_that_fails_shows_nothing_and_leaves_no_parts()
    {
        var content = RandomNumberGenerator.GetBytes((3 * Part) + 5);
        _proxy.Decide = request => IsPart(request, 3) ? HttpFault.Answer(403, "AccessDenied") : null;

        (await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await _store.WriteAllBytesAsync("a", content, null, Cancellation)))
            .Message.ShouldContain("s3:PutObject");

        (await _bucket.KeysAsync()).ShouldBeEmpty();
        ((await _bucket.Client.ListMultipartUploadsAsync(_bucket.Name, Cancellation)).MultipartUploads ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_interrupted_write_goes_on_with_the_parts_that_are_missing()
    {
        var content = RandomNumberGenerator.GetBytes((4 * Part) + 5);
        var resume = new WriteOptions { Resume = true };
        _proxy.Decide = request => IsPart(request, 3) ? HttpFault.Answer(403, "AccessDenied") : null;
        await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await _store.WriteAllBytesAsync("a", content, resume, Cancellation));
        (await _bucket.KeysAsync()).ShouldBeEmpty();
        _proxy.Decide = _ => null;
        _proxy.Seen.Clear();

        // Another program, on another day.
        await using var later = _bucket.Settings(_proxy.Endpoint).Open();
        var told = new List<long>();
        await later.WriteAllBytesAsync("a", content, new WriteOptions { Resume = true, Progress = new Listener(told) }, Cancellation);

        _proxy.Count("PUT", "partNumber=1&").ShouldBe(0);
        _proxy.Count("PUT", "partNumber=2&").ShouldBe(0);
        _proxy.Count("PUT", "partNumber=3&").ShouldBe(1);
        told.Last().ShouldBe(content.Length);
        (await _store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task Parts_of_other_content_are_sent_anew()
    {
        var content = RandomNumberGenerator.GetBytes((2 * Part) + 5);
        var resume = new WriteOptions { Resume = true };
        _proxy.Decide = request => IsPart(request, 3) ? HttpFault.Answer(403, "AccessDenied") : null;
        await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await _store.WriteAllBytesAsync("a", content, resume, Cancellation));
        _proxy.Decide = _ => null;
        content[17] ^= 1;

        await _store.WriteAllBytesAsync("a", content, resume, Cancellation);

        (await _store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_with_the_parts_that_are_missing()
    {
        const int part = 1 << 16;
        var content = await PutAsync("a", (10 * part) + 1);
        var options = new DownloadOptions { Resume = true, PartSize = part, Parallelism = 2 };
        _proxy.Decide = request => request.Headers["Range"] == FormattableString.Invariant($"bytes={6 * part}-{(7 * part) - 1}") ? HttpFault.Answer(403, "AccessDenied") : null;
        await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await _store.DownloadFileAsync("a", _folder["a"], options, Cancellation));
        File.Exists(_folder["a"]).ShouldBeFalse();
        _proxy.Decide = _ => null;
        _proxy.Seen.Clear();

        await _store.DownloadFileAsync("a", _folder["a"], options, Cancellation);

        _proxy.Count("GET", "/lab/data/a").ShouldBeLessThan(7);
        File.ReadAllBytes(_folder["a"]).AsSpan().SequenceEqual(content).ShouldBeTrue();
        _folder.Everything().ShouldBe(["a"]);
    }

    [Fact]
    public async Task What_a_download_left_is_not_believed_when_the_object_or_the_file_changed()
    {
        const int part = 1 << 16;
        await PutAsync("a", 8 * part);
        var options = new DownloadOptions { Resume = true, PartSize = part, Parallelism = 1 };
        _proxy.Decide = request => request.Headers["Range"]?.StartsWith(FormattableString.Invariant($"bytes={5 * part}-"), StringComparison.Ordinal) == true ? HttpFault.Answer(403, "AccessDenied") : null;
        await ShouldFailAsync(StoreErrorCode.AccessDenied, async () => await _store.DownloadFileAsync("a", _folder["a"], options, Cancellation));
        var left = _folder.Everything().Single(name => !name.EndsWith(".journal", StringComparison.Ordinal));
        await using (var file = File.OpenWrite(_folder[left]))
        {
            file.Position = 100;
            file.WriteByte(0xAA);
            file.WriteByte(0x55);
        }

        _proxy.Decide = _ => null;
        await _store.DownloadFileAsync("a", _folder["a"], options, Cancellation);
        var content = await _store.ReadAllBytesAsync("a", Cancellation);
        File.ReadAllBytes(_folder["a"]).AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task An_object_that_changes_during_its_download_is_no_mixture()
    {
        const int part = 1 << 16;
        await PutAsync("a", 6 * part);
        var once = 1;
        _proxy.Decide = request =>
        {
            if (request.Headers["Range"]?.StartsWith(FormattableString.Invariant($"bytes={3 * part}-"), StringComparison.Ordinal) == true && Interlocked.Exchange(ref once, 0) == 1)
            {
                _bucket.Client.PutObjectAsync(new() { BucketName = _bucket.Name, Key = "lab/data/a", ContentBody = new string('x', 6 * part) }, Cancellation).Wait(Cancellation);
            }

            return null;
        };

        await ShouldFailAsync(
            StoreErrorCode.Changed, async () => await _store.DownloadFileAsync("a", _folder["a"], new DownloadOptions { Resume = true, PartSize = part, Parallelism = 1 }, Cancellation));

        _folder.Everything().ShouldBeEmpty();
    }

    private static bool IsPart(System.Net.HttpListenerRequest request, int? number = null) =>
        request.HttpMethod == "PUT" && request.QueryString["partNumber"] is { } found && (number is null || found == number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Func<System.Net.HttpListenerRequest, HttpFault?> FirstAndLater(HttpFault first, HttpFault later)
    {
        var writes = 0;
        return request => request.HttpMethod != "PUT" ? null : Interlocked.Increment(ref writes) == 1 ? first : later;
    }

    private static async Task<StoreException> ShouldFailAsync(StoreErrorCode code, Func<Task> call)
    {
        var fault = await Should.ThrowAsync<StoreException>(call);
        fault.Code.ShouldBe(code, fault.Message);
        return fault;
    }

    private async Task<byte[]> PutAsync(string name, int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        await _store.WriteAllBytesAsync(name, content, null, Cancellation);
        return content;
    }

    private sealed class Listener(List<long> told) : IProgress<long>
    {
        public void Report(long value) => told.Add(value);
    }
}
