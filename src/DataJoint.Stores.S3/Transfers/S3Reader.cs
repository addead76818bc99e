using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Endpoints;
using DataJoint.Stores.S3.Faults;
using DataJoint.Stores.S3.Requests;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>Looks objects up and opens them.</summary>
internal sealed class S3Reader(S3Connection connection, S3Keyspace keys)
{
    private const int BlockSize = 81920;

    private volatile bool _bucketIsThere;

    public async Task<ObjectInfo?> StatAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } found ? ToInfo(name, found) : null;

    public static ObjectInfo ToInfo(string name, GetObjectMetadataResponse found) =>
        new(name, found.ContentLength, S3Keyspace.Seconds(found.LastModified), found.ETag)
        {
            Checksum = S3Checksum.OfWhole(found.ChecksumType, found.ChecksumCRC32C),
        };

    /// <summary>All that the server tells of an object; <see langword="null"/> when there is none.</summary>
    public async Task<GetObjectMetadataResponse?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await HeadAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException exception) when (exception.Code is StoreErrorCode.UnexpectedAnswer or StoreErrorCode.WrongRegion)
        {
            // It may be an expired token, or the region: only an answer with a body tells. To ask for one may find fresh keys too.
            await InspectAsync(name, cancellationToken).ConfigureAwait(false);
            return await HeadAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<GetObjectMetadataResponse?> HeadAsync(string name, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = connection.Bucket, Key = keys.KeyOf(name), ChecksumMode = ChecksumMode.ENABLED };
        try
        {
            GetObjectMetadataResponse found = await connection.CallAsync("HeadObject", name, client => client.GetObjectMetadataAsync(request, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            _bucketIsThere = true;
            return found;
        }
        catch (StoreException exception) when (exception.Code is StoreErrorCode.NotFound or StoreErrorCode.AccessDenied)
        {
            // The answer about a single object has no body that says more: the bucket may be missing, or the keys be wrong.
            if (!_bucketIsThere || exception.Code == StoreErrorCode.AccessDenied)
            {
                await InspectAsync(name, cancellationToken).ConfigureAwait(false);
            }

            if (exception.Code == StoreErrorCode.AccessDenied)
            {
                throw;
            }

            return null;
        }
    }

    /// <summary>Asks for one line of a listing, only for the fault that it may end in.</summary>
    public async Task InspectAsync(string name, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = connection.Bucket, Prefix = keys.KeyOf(name), MaxKeys = 1, Encoding = EncodingType.Url };
        try
        {
            await connection.CallAsync("ListBucket", null, client => client.ListObjectsV2Async(request, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            _bucketIsThere = true;
        }
        catch (StoreException exception) when (name.Length > 0 && exception.Code == StoreErrorCode.AccessDenied)
        {
            // Whoever may read but not list still has a bucket.
            _bucketIsThere = true;
        }
    }

    public async Task<Stream> OpenAsync(string name, ReadOptions options, CancellationToken cancellationToken)
    {
        if (options.Range.Length == 0)
        {
            return await OpenEmptyAsync(name, options, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            GetObjectResponse found = await GetAsync(name, options.Range, options.ETag, cancellationToken).ConfigureAwait(false);
            bool isWhole = options.Range == default;
            var expected = new ObjectInfo(name, found.ContentLength, S3Keyspace.Seconds(found.LastModified), found.ETag)
            {
                Checksum = isWhole ? S3Checksum.OfWhole(found.ChecksumType, found.ChecksumCRC32C) : null,
            };
            return new VerifiedStream(Resume(found, expected, options.Range), expected, connection.StoreName);
        }
        catch (StoreException exception) when (exception.Reason == S3Faults.BeyondEnd)
        {
            return Stream.Null;
        }
    }

    /// <summary>
    /// Whether an object that was just written, read as a whole, has a checksum. Who may write but not read cannot see; then it counts as if it had, and the
    /// store says so. What somebody has replaced meanwhile was written all the same.
    /// </summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public async Task<bool> HoldsAsync(string name, string version, Checksum checksum, CancellationToken cancellationToken)
    {
        try
        {
            using var sum = new ChecksumBuilder(checksum.Kind);
            Stream stored = await OpenAsync(name, new ReadOptions { ETag = version }, cancellationToken).ConfigureAwait(false);
            await using (stored.ConfigureAwait(false))
            {
                byte[] buffer = new byte[BlockSize];
                for (int read; (read = await stored.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
                {
                    sum.Append(buffer.AsSpan(0, read));
                }
            }

            return sum.Finish().Equals(checksum);
        }
        catch (StoreException refusal) when (refusal.Code == StoreErrorCode.AccessDenied)
        {
            connection.Limits.HasUnread = true;
            return true;
        }
        catch (StoreException replaced) when (replaced.Code == StoreErrorCode.Changed)
        {
            return true;
        }
    }

    private ResumingStream Resume(GetObjectResponse found, ObjectInfo expected, ByteRange range)
    {
        return new ResumingStream(
            found.ResponseStream,
            async (read, cancellationToken) =>
            {
                var rest = new ByteRange(range.Offset + read, expected.Size - read);
                return rest.Length == 0
                    ? Stream.Null
                    : (await GetAsync(expected.Name, rest, expected.ETag, cancellationToken).ConfigureAwait(false)).ResponseStream;
            },
            exception => connection.Faults.Explain(exception, "GetObject", expected.Name));
    }

    private async Task<Stream> OpenEmptyAsync(string name, ReadOptions options, CancellationToken cancellationToken)
    {
        ObjectInfo info = await StatAsync(name, cancellationToken).ConfigureAwait(false) ?? throw connection.Faults.NotFound(name);
        return options.ETag is null || options.ETag == info.ETag ? Stream.Null : throw connection.Faults.Changed(name);
    }

    private Task<GetObjectResponse> GetAsync(string name, ByteRange range, string? version, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = connection.Bucket,
            Key = keys.KeyOf(name),
            EtagToMatch = version,
            ChecksumMode = ChecksumMode.ENABLED,
            ByteRange = range == default ? null : new Amazon.S3.Model.ByteRange(ToHeader(range)),
        };
        return connection.CallAsync("GetObject", name, client => client.GetObjectAsync(request, cancellationToken), cancellationToken);
    }

    // An end beyond the greatest number is none.
    private static string ToHeader(ByteRange range) =>
        range.Length is { } length && range.Offset <= long.MaxValue - length ? range.ToString() : new ByteRange(range.Offset).ToString();
}
