using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Faults;
using DataJoint.Stores.S3.Requests;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>
/// Begins writes in parts, and takes up those that an earlier attempt left: of this client, or of any that the server lists for the key.
/// </summary>
internal sealed class UnfinishedUploads(S3Connection connection)
{
    // Some servers do not list them; what this client left it knows itself.
    private readonly ConcurrentDictionary<string, string> _left = new(StringComparer.Ordinal);

    public async Task<UnfinishedUpload> OpenAsync(UploadTarget target, CancellationToken cancellationToken)
    {
        if (target.Options.Resume && await FindAsync(target, cancellationToken).ConfigureAwait(false) is { } id)
        {
            try
            {
                return await TakeUpAsync(target, id, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreException exception) when (exception.Code is StoreErrorCode.NotFound or StoreErrorCode.UnexpectedAnswer)
            {
                // It was completed or thrown away meanwhile.
                _left.TryRemove(target.Key, out _);
            }
        }

        return await BeginAsync(target, cancellationToken).ConfigureAwait(false);
    }

    public void Forget(UploadTarget target) => _left.TryRemove(target.Key, out _);

    /// <summary>Those parts that the server had confirmed and does not list any more; none where it does not list them.</summary>
    public async Task<IReadOnlyList<PartETag>> FindLostAsync(
        UploadTarget target, string id, IReadOnlyList<PartETag> confirmed, CancellationToken cancellationToken)
    {
        try
        {
            UnfinishedUpload there = await TakeUpAsync(target, id, cancellationToken).ConfigureAwait(false);
            return [.. confirmed.Where(part => !there.Has(part))];
        }
        catch (StoreException)
        {
            return [];
        }
    }

    /// <summary>After a failure: keeps what is there when it may be taken up, else throws it away.</summary>
    public async Task LeaveAsync(UploadTarget target, UnfinishedUpload upload)
    {
        if (target.Options.Resume)
        {
            _left[target.Key] = upload.Id;
            return;
        }

        using var timeout = new CancellationTokenSource(connection.CleanUpTimeout);
        var request = new AbortMultipartUploadRequest { BucketName = connection.Bucket, Key = target.Key, UploadId = upload.Id };
        try
        {
            await connection.CallAsync("AbortMultipartUpload", target.Name, client => client.AbortMultipartUploadAsync(request, timeout.Token), timeout.Token)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            // The write's own fault is on its way. What is left shows under no name; buckets should have a rule that removes it.
        }
    }

    private async Task<UnfinishedUpload> BeginAsync(UploadTarget target, CancellationToken cancellationToken)
    {
        var writeToken = WriteToken.For(target.Options);
        return await connection.Limits.AdaptUploadAsync(async kind =>
        {
            InitiateMultipartUploadRequest request = Initiation(target, writeToken);
            request.ChecksumAlgorithm = kind == UploadChecksums.None ? null : ChecksumAlgorithm.CRC32C;
            request.ChecksumType = kind == UploadChecksums.Whole ? ChecksumType.FULL_OBJECT : null;
            InitiateMultipartUploadResponse begun = await InitiateAsync(target, request, cancellationToken).ConfigureAwait(false);
            return new UnfinishedUpload(begun.UploadId, kind, NoParts) { Token = writeToken, IsWholeKept = begun.ChecksumType == ChecksumType.FULL_OBJECT };
        }).ConfigureAwait(false);
    }

    private static Dictionary<int, PartDetail> NoParts => [];

    private static UploadChecksums ChecksumsOf(ListPartsResponse page) =>
        page.ChecksumAlgorithm != ChecksumAlgorithm.CRC32C ? UploadChecksums.None
        : page.ChecksumType == ChecksumType.FULL_OBJECT ? UploadChecksums.Whole
        : UploadChecksums.Parts;

    private InitiateMultipartUploadRequest Initiation(UploadTarget target, WriteToken? writeToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = connection.Bucket, Key = target.Key };
        target.Model?.PutInto(request.Headers, request.Metadata);
        writeToken?.PutInto(request.Metadata);
        return request;
    }

    private Task<InitiateMultipartUploadResponse> InitiateAsync(
        UploadTarget target, InitiateMultipartUploadRequest request, CancellationToken cancellationToken) =>
        connection.CallAsync("PutObject", target.Name, client => client.InitiateMultipartUploadAsync(request, cancellationToken), cancellationToken);

    private async Task<string?> FindAsync(UploadTarget target, CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = connection.Bucket, Prefix = target.Key, Encoding = EncodingType.Url };
        try
        {
            ListMultipartUploadsResponse listed = await connection.CallAsync(
                "ListBucketMultipartUploads", target.Name, client => client.ListMultipartUploadsAsync(request, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            Amazon.S3.Model.MultipartUpload? newest = (listed.MultipartUploads ?? []).Where(upload => S3Listing.KeyIn(upload.Key, listed.EncodingType) == target.Key)
                .MaxBy(upload => upload.Initiated);
            return newest?.UploadId ?? _left.GetValueOrDefault(target.Key);
        }
        catch (StoreException exception) when (exception.Code is StoreErrorCode.AccessDenied or StoreErrorCode.Unsupported)
        {
            return _left.GetValueOrDefault(target.Key);
        }
    }

    private async Task<UnfinishedUpload> TakeUpAsync(UploadTarget target, string id, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<int, PartDetail>();
        var guard = new ListingGuard(connection.StoreName, "");
        var request = new ListPartsRequest { BucketName = connection.Bucket, Key = target.Key, UploadId = id };
        while (true)
        {
            ListPartsResponse page = await connection.CallAsync(
                "ListMultipartUploadParts", target.Name, client => client.ListPartsAsync(request, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            foreach (PartDetail part in page.Parts ?? [])
            {
                parts[part.PartNumber!.Value] = part;
            }

            if (page.IsTruncated != true)
            {
                UploadChecksums kept = ChecksumsOf(page);
                return new UnfinishedUpload(id, kept, parts) { IsWholeKept = kept == UploadChecksums.Whole };
            }

            request.PartNumberMarker = guard.CheckNextPage(page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
