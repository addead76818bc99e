using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Endpoints;
using DataJoint.Stores.S3.Requests;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>Copies within the bucket; the bytes stay at the server.</summary>
internal sealed class S3Copier(S3Connection connection, S3Keyspace keys, S3Reader reader)
{
    // What one request copies at most: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
    private const long Largest = 5L << 30;
    private const long PartSize = 512L << 20;
    private const int Parallel = 8;

    public async Task<ObjectInfo> CopyAsync(string source, string destination, WriteOptions options, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse found = await reader.FindAsync(source, cancellationToken).ConfigureAwait(false) ?? throw connection.Faults.NotFound(source);
        ObjectInfo info = S3Reader.ToInfo(source, found);
        if (!options.Overwrite && await reader.StatAsync(destination, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw connection.Faults.AlreadyExists(destination);
        }

        // The server refuses a copy that would change nothing.
        if (source == destination)
        {
            return info;
        }

        var model = new CopyModel(found);
        string tag = info.Size <= Largest
            ? await CopyWholeAsync(info, model, destination, options, cancellationToken).ConfigureAwait(false)
            : await CopyPartsAsync(info, model, destination, options, cancellationToken).ConfigureAwait(false);
        options.Progress?.Report(info.Size);
        return new ObjectInfo(destination, info.Size, TimeProvider.System.GetUtcNow(), tag) { Checksum = info.Checksum };
    }

    private async Task<string> CopyWholeAsync(
        ObjectInfo source, CopyModel model, string destination, WriteOptions options, CancellationToken cancellationToken)
    {
        var writeToken = WriteToken.For(options);
        var request = new CopyObjectRequest
        {
            SourceBucket = connection.Bucket,
            SourceKey = keys.KeyOf(source.Name),
            DestinationBucket = connection.Bucket,
            DestinationKey = keys.KeyOf(destination),
            ETagToMatch = source.ETag,
            IfNoneMatch = writeToken is null || !connection.Limits.HasConditions ? null : "*",
        };
        if (writeToken is not null)
        {
            // With a word of our own the server takes over nothing of what the source tells.
            request.MetadataDirective = S3MetadataDirective.REPLACE;
            model.PutInto(request.Headers, request.Metadata);
            writeToken.PutInto(request.Metadata);
        }

        return await new OwnershipCheck(connection, reader, destination) { IsConditional = request.IfNoneMatch is not null }.WriteAsync(
            "CopyObject", async client => (await client.CopyObjectAsync(request, cancellationToken).ConfigureAwait(false)).ETag,
            writeToken is null ? null : writeToken.IsIn, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> CopyPartsAsync(
        ObjectInfo source, CopyModel model, string destination, WriteOptions options, CancellationToken cancellationToken)
    {
        var unfinished = new UnfinishedUploads(connection);
        var target = new UploadTarget(destination, keys.KeyOf(destination), new WriteOptions { Overwrite = options.Overwrite }) { Model = model };
        UnfinishedUpload upload = await unfinished.OpenAsync(target, cancellationToken).ConfigureAwait(false);
        try
        {
            var tags = new PartETag[(source.Size + PartSize - 1) / PartSize];
            var limits = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
            await System.Threading.Tasks.Parallel.ForAsync(0, tags.Length, limits, async (index, token) =>
                tags[index] = await CopyPartAsync(source, target, upload.Id, index, token).ConfigureAwait(false)).ConfigureAwait(false);
            var request = new CompleteMultipartUploadRequest
            {
                BucketName = connection.Bucket,
                Key = target.Key,
                UploadId = upload.Id,
                PartETags = [.. tags],
                IfNoneMatch = options.Overwrite || !connection.Limits.HasConditions ? null : "*",
            };
            return await new UploadCompletion(connection, reader, destination, upload.Token).RunAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await unfinished.LeaveAsync(target, upload).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<PartETag> CopyPartAsync(ObjectInfo source, UploadTarget target, string uploadId, int index, CancellationToken cancellationToken)
    {
        long first = index * PartSize;
        var request = new CopyPartRequest
        {
            SourceBucket = connection.Bucket,
            SourceKey = keys.KeyOf(source.Name),
            DestinationBucket = connection.Bucket,
            DestinationKey = target.Key,
            UploadId = uploadId,
            PartNumber = index + 1,
            FirstByte = first,
            LastByte = Math.Min(first + PartSize, source.Size) - 1,
            ETagToMatch = source.ETag is { } tag ? [tag] : null,
        };
        CopyPartResponse answer = await connection.RepeatAsync("CopyObject", target.Name, client => client.CopyPartAsync(request, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return new PartETag { PartNumber = index + 1, ETag = answer.ETag, ChecksumCRC32C = answer.ChecksumCRC32C };
    }
}
