using Amazon.S3;
using Amazon.S3.Model;

namespace DataJoint.Stores.S3;

/// <summary>Writes objects: small ones in one request, larger ones in parts.</summary>
internal sealed class S3Writer(S3Connection connection, S3Keyspace keys, S3Reader reader)
{
    private const string IfThereIsNone = "*";

    private readonly UnfinishedUploads _unfinished = new(connection);

    public async Task<WriteReceipt> WriteAsync(string name, Stream content, WriteOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!options.Overwrite && await reader.StatAsync(name, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw connection.Faults.AlreadyExists(name);
        }

        using var parts = new PartReader(content, options);
        var first = (await parts.ReadAsync(cancellationToken).ConfigureAwait(false))!;
        ContentPart? second = null;
        try
        {
            second = parts.IsFull(first) ? await parts.ReadAsync(cancellationToken).ConfigureAwait(false) : null;
            if (second is null)
            {
                return await PutAsync(name, first, parts, options, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (second is null)
            {
                first.Dispose();
            }
        }

        var upload = new MultipartUpload(connection, _unfinished, new UploadTarget(name, keys.KeyOf(name), options));
        return await upload.RunAsync(parts, [first, second], cancellationToken).ConfigureAwait(false);
    }

    private async Task<WriteReceipt> PutAsync(
        string name, ContentPart part, PartReader parts, WriteOptions options, CancellationToken cancellationToken)
    {
        var checksum = S3Checksum.ToText(part.Checksum);
        var answer = await connection.RepeatAsync(
            "PutObject",
            name,
            async client => connection.Faults.CheckTag(name, await client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = connection.Bucket,
                    Key = keys.KeyOf(name),
                    InputStream = part.Open(),
                    AutoCloseStream = false,
                    UseChunkEncoding = false,
                    DisablePayloadSigning = connection.Endpoint.IsSecure,
                    ChecksumAlgorithm = ChecksumAlgorithm.CRC32C,
                    ChecksumCRC32C = checksum,
                    IfNoneMatch = options.Overwrite ? null : IfThereIsNone,
                },
                cancellationToken).ConfigureAwait(false), answer => answer.ETag),
            cancellationToken).ConfigureAwait(false);
        if (answer.ChecksumCRC32C is { } told && told != checksum)
        {
            throw connection.Faults.Damaged(name);
        }

        options.Progress?.Report(part.Length);
        var info = new ObjectInfo(name, part.Length, TimeProvider.System.GetUtcNow(), answer.ETag) { Checksum = part.Checksum };
        return new WriteReceipt(info, parts.Wanted);
    }
}
