using Azure;
using Azure.Storage.Blobs.Models;
using DataJoint.Stores.Azure.Faults;
using DataJoint.Stores.Azure.Requests;

namespace DataJoint.Stores.Azure.Transfers;

/// <summary>Opens one version of a blob, or a part of it; what breaks off is asked for again, and a whole one is verified at its end.</summary>
internal sealed class BlobReader(AzureCalls calls, AzureFaults faults, string name, string path)
{
    private const int RangeNotSatisfiable = 416;
    private const string Operation = "Get Blob";

    public async Task<Stream> OpenAsync(ReadOptions options, CancellationToken cancellationToken)
    {
        ByteRange range = options.Range;
        if (range.Length == 0)
        {
            await DownloadAsync(new HttpRange(0, 1), options.ETag, cancellationToken).ConfigureAwait(false);
            return Stream.Null;
        }

        BlobDownloadStreamingResult? first = await DownloadAsync(ToHttp(range, 0), options.ETag, cancellationToken).ConfigureAwait(false);
        if (first is null)
        {
            return Stream.Null;
        }

        string mark = BlobMark.From(first.Details.ETag);
        var content = new ResumingStream(
            first.Content,
            async (done, token) => (await DownloadAsync(ToHttp(range, done), mark, token).ConfigureAwait(false))?.Content ?? Stream.Null,
            exception => faults.Explain(exception, Operation, name));
        return range == default ? new VerifiedStream(content, ToInfo(first.Details), calls.StoreName) : content;
    }

    private static HttpRange ToHttp(ByteRange range, long done)
    {
        long offset = range.Offset + done;
        long? length = range.Length is { } wanted ? Math.Min(wanted - done, long.MaxValue - offset) : (long?)null;
        return new HttpRange(offset, length);
    }

    private ObjectInfo ToInfo(BlobDownloadDetails details) =>
        new(name, details.ContentLength, details.LastModified, BlobMark.From(details.ETag)) { Checksum = BlobMetadata.ChecksumIn(details.Metadata) };

    /// <summary>Asks for a part; <see langword="null"/> when it lies behind the end.</summary>
    private async Task<BlobDownloadStreamingResult?> DownloadAsync(HttpRange range, string? mark, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions
        {
            Range = range,
            Conditions = mark is null ? null : new BlobRequestConditions { IfMatch = BlobMark.ToETag(mark) },
        };
        return await calls.RunAsync(Operation, name, async client =>
        {
            try
            {
                return (await client.GetBlobClient(path).DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false)).Value;
            }
            catch (RequestFailedException behind) when (behind.Status == RangeNotSatisfiable)
            {
                return null;
            }
        }, cancellationToken).ConfigureAwait(false);
    }
}
