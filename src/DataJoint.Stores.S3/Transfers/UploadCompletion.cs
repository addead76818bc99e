using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using DataJoint.Stores.S3.Requests;

namespace DataJoint.Stores.S3.Transfers;

/// <summary>
/// Makes an object of its parts. When the answer is lost, the second attempt finds the upload gone, or the object there: then the write's token tells whether the
/// first one had worked; the object's tag does where there is no token, because the write replaces what is there or goes on with an earlier one.
/// </summary>
internal sealed class UploadCompletion(S3Connection connection, S3Reader reader, string name, WriteToken? writeToken)
{
    /// <summary>The checksum of the whole that the server told with its answer, if it did.</summary>
    public Checksum? Told { get; private set; }

    public async Task<string> RunAsync(CompleteMultipartUploadRequest request, CancellationToken cancellationToken)
    {
        Func<GetObjectMetadataResponse, bool> isOwn = writeToken is null ? found => found.ETag.Trim('"') == ExpectedTag(request) : writeToken.IsIn;
        try
        {
            return await new OwnershipCheck(connection, reader, name) { IsConditional = request.IfNoneMatch is not null }.WriteAsync(
                "PutObject", client => CompleteAsync(client, request, cancellationToken), isOwn, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException exception) when (exception.Code == StoreErrorCode.NotFound)
        {
            throw connection.Faults.Unavailable(name, "its parts are gone from the server before they became an object.");
        }
    }

    private async Task<string> CompleteAsync(IAmazonS3 client, CompleteMultipartUploadRequest request, CancellationToken cancellationToken)
    {
        CompleteMultipartUploadResponse answer = await client.CompleteMultipartUploadAsync(request, cancellationToken).ConfigureAwait(false);
        Told = S3Checksum.OfWhole(answer.ChecksumType, answer.ChecksumCRC32C);
        return answer.ETag;
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html: the MD5 of the parts' MD5s, and their number.
    [SuppressMessage("Security", "CA5351", Justification = "The tag that S3 gives to an object in parts; no protection.")]
    private static string? ExpectedTag(CompleteMultipartUploadRequest request)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (PartETag part in request.PartETags)
        {
            string hex = part.ETag.Trim('"');
            if (hex.Length != 2 * MD5.HashSizeInBytes || !hex.All(char.IsAsciiHexDigit))
            {
                return null;
            }

            digest.AppendData(Convert.FromHexString(hex));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(digest.GetHashAndReset())}-{request.PartETags.Count}");
    }
}
