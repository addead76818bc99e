using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;
using DataJoint.Stores.Tests;

namespace DataJoint.Stores.S3.Tests;

/// <summary>Writes in parts to a server that loses some that it had confirmed, and of files that change meanwhile. On moto.</summary>
public sealed class LostPartTests : IAsyncLifetime
{
    private const int Part = 5 << 20;

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _content = RandomNumberGenerator.GetBytes((2 * Part) + 5);
    private FaultyBucket _faulty = null!;

    private TestBucket Bucket => _faulty.Bucket;

    private HttpFaultProxy Proxy => _faulty.Proxy;

    private S3ObjectStore Store => _faulty.Store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _faulty = await FaultyBucket.MakeAsync();
        await File.WriteAllBytesAsync(_folder["recording"], _content, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _faulty.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_part_that_the_server_lost_is_sent_again(bool fromFile)
    {
        LosePart(2, times: 1);

        WriteReceipt receipt = await WriteAsync(fromFile);

        receipt.Info.Size.ShouldBe(_content.Length);
        Proxy.Count("PUT", "partNumber=1&").ShouldBe(1);
        Proxy.Count("PUT", "partNumber=2&").ShouldBe(2);
        (await Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(_content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_loses_parts_time_and_again_is_given_up()
    {
        LosePart(2, times: int.MaxValue);

        StoreException fault = await Should.ThrowAsync<StoreException>(() => WriteAsync(fromFile: true));

        fault.Code.ShouldBe(StoreErrorCode.UnexpectedAnswer);
        fault.Reason.ShouldContain("(InvalidPart)");
        Proxy.Count("PUT", "partNumber=2&").ShouldBe(2);
        (await Bucket.KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Content_that_comes_only_once_is_not_sent_again()
    {
        LosePart(2, times: 1);
        await using var once = new DribblingStream(_content, _ => { }, 1 << 20);

        (await Should.ThrowAsync<StoreException>(async () => await Store.WriteAsync("a", once, null, Cancellation))).Reason.ShouldContain("(InvalidPart)");

        Proxy.Count("PUT", "partNumber=2&").ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_sent_is_told_of_as_such()
    {
        Proxy.Decide = request =>
        {
            if (request.QueryString["partNumber"] != "1")
            {
                return null;
            }

            using var file = new FileStream(_folder["recording"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.WriteByte((byte)(_content[0] ^ 1));
            return HttpFault.Answer(400, "BadDigest");
        };
        await using var content = new FileStream(_folder["recording"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        IOException fault = await Should.ThrowAsync<IOException>(async () => await Store.WriteAsync("a", content, null, Cancellation));

        fault.Message.ShouldContain("recording");
        fault.Message.ShouldContain("changes while it is read");
        (await Bucket.KeysAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, ChecksumKind.Crc32C)]
    [InlineData(100, ChecksumKind.Sha256)]
    public async Task A_file_is_sent_from_where_it_stands_and_stands_at_its_end_afterwards(int start, ChecksumKind kind)
    {
        await using FileStream content = File.OpenRead(_folder["recording"]);
        content.Position = start;

        WriteReceipt receipt = await Store.WriteAsync("a", content, new WriteOptions { Checksum = kind }, Cancellation);

        content.Position.ShouldBe(_content.Length);
        using var sum = new ChecksumBuilder(kind);
        sum.Append(_content.AsSpan(start));
        receipt.Checksum.ShouldBe(sum.Finish());
        (await Store.ReadAllBytesAsync("a", Cancellation)).AsSpan().SequenceEqual(_content.AsSpan(start)).ShouldBeTrue();
    }

    private async Task<WriteReceipt> WriteAsync(bool fromFile) => fromFile
        ? await Store.UploadFileAsync(_folder["recording"], "a", null, Cancellation)
        : await Store.WriteAllBytesAsync("a", _content, null, Cancellation);

    // What the gateway does when it has lost a part: it says so when the object is to be made, and lists the others.
    private void LosePart(int number, int times)
    {
        int left = times;
        Proxy.Decide = request => request.QueryString["uploadId"] is not { } id ? null
            : request.HttpMethod == "POST" && Interlocked.Decrement(ref left) >= 0 ? HttpFault.Answer(400, "InvalidPart")
            : request.HttpMethod == "GET" ? new HttpFault { Status = 200, Body = ListAllBut(number, id) }
            : null;
    }

    private string ListAllBut(int number, string id)
    {
        List<PartDetail> there = Bucket.Client.ListPartsAsync(Bucket.Name, "lab/data/a", id, Cancellation).GetAwaiter().GetResult().Parts;
        var text = new StringBuilder("<?xml version=\"1.0\"?><ListPartsResult><IsTruncated>false</IsTruncated>");
        foreach (PartDetail part in there.Where(part => part.PartNumber != number))
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture, $"<Part><PartNumber>{part.PartNumber}</PartNumber><ETag>{part.ETag}</ETag><Size>{part.Size}</Size></Part>");
        }

        return text.Append("</ListPartsResult>").ToString();
    }
}
