using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Endpoints;
using DataJoint.Stores.S3.Requests;

namespace DataJoint.Stores.S3.Transfers;

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
        ContentPart first = (await parts.ReadAsync(cancellationToken).ConfigureAwait(false))!;
        if (parts.IsFull(first) && !MultipartUpload.HasRoomForTwo(first))
        {
            return await UploadAsync(name, parts, [first], options, cancellationToken).ConfigureAwait(false);
        }

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

        return await UploadAsync(name, parts, [first, second], options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<WriteReceipt> UploadAsync(
        string name, PartReader parts, IReadOnlyList<ContentPart> begun, WriteOptions options, CancellationToken cancellationToken)
    {
        var upload = new MultipartUpload(connection, reader, _unfinished, new UploadTarget(name, keys.KeyOf(name), options));
        return await upload.RunAsync(parts, begun, cancellationToken).ConfigureAwait(false);
    }

    private async Task<WriteReceipt> PutAsync(
        string name, ContentPart part, PartReader parts, WriteOptions options, CancellationToken cancellationToken)
    {
        var writeToken = WriteToken.For(options);
        string checksum = S3Checksum.ToText(part.Checksum);
        string? told = null;
        var owner = new OwnershipCheck(connection, reader, name) { IsConditional = writeToken is not null && connection.Limits.HasConditions };
        string tag = await connection.Limits.AdaptAsync(hasChecksum => owner.WriteAsync(
            "PutObject",
            async client =>
            {
                PutObjectResponse answer = connection.Faults.CheckTag(
                    name,
                    await client.PutObjectAsync(Request(name, part, hasChecksum ? checksum : null, writeToken), cancellationToken).ConfigureAwait(false),
                    answer => answer.ETag);
                told = answer.ChecksumCRC32C;
                return answer.ETag;
            },
            writeToken is null ? null : writeToken.IsIn,
            cancellationToken)).ConfigureAwait(false);
        if (told is null ? !await HasArrivedAsync(name, part, tag, cancellationToken).ConfigureAwait(false) : told != checksum)
        {
            throw await new DamagedObject(connection, reader, name, keys.KeyOf(name)).RemoveAsync(tag).ConfigureAwait(false);
        }

        options.Progress?.Report(part.Length);
        var info = new ObjectInfo(name, part.Length, TimeProvider.System.GetUtcNow(), tag) { Checksum = part.Checksum };
        return new WriteReceipt(info, parts.Wanted);
    }

    /// <summary>Whether an object of which the server tells no checksum is what was sent: its tag is the digest, as most servers have it, or it is read back.</summary>
    private async Task<bool> HasArrivedAsync(string name, ContentPart part, string tag, CancellationToken cancellationToken) =>
        S3Checksum.IsTagOf(part, tag) || await reader.HoldsAsync(name, tag, part.Checksum, cancellationToken).ConfigureAwait(false);

    private PutObjectRequest Request(string name, ContentPart part, string? checksum, WriteToken? writeToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = connection.Bucket,
            Key = keys.KeyOf(name),
            InputStream = part.Open(),
            AutoCloseStream = false,
            UseChunkEncoding = false,
            DisablePayloadSigning = connection.Endpoint.IsSecure,
            ChecksumAlgorithm = checksum is null ? null : ChecksumAlgorithm.CRC32C,
            ChecksumCRC32C = checksum,
            MD5Digest = checksum is null ? S3Checksum.DigestOf(part) : null,
            IfNoneMatch = writeToken is null || !connection.Limits.HasConditions ? null : IfThereIsNone,
        };
        writeToken?.PutInto(request.Metadata);
        return request;
    }
}
