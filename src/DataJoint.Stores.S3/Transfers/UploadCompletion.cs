using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Amazon.S3.Model;

namespace DataJoint.Stores.S3;

/// <summary>
/// Makes an object of its parts. When the answer is lost, the second attempt finds the upload gone, or the object there: then the object's tag tells whether the
/// first one had worked.
/// </summary>
internal sealed class UploadCompletion(S3Connection connection, string name, CompleteMultipartUploadRequest request)
{
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var sent = connection.Wire.CountRequests();
        try
        {
            return (await connection.RepeatAsync(
                "PutObject", name, client => client.CompleteMultipartUploadAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false)).ETag;
        }
        catch (StoreException exception) when (exception.Code == StoreErrorCode.NotFound || (exception.Code == StoreErrorCode.AlreadyExists && sent.Value > 1))
        {
            return await FindDoneAsync(cancellationToken).ConfigureAwait(false)
                ?? throw (exception.Code == StoreErrorCode.AlreadyExists ? connection.Faults.AlreadyExists(name)
                    : connection.Faults.Unavailable(name, "its parts are gone from the server before they became an object."));
        }
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html: the MD5 of the parts' MD5s, and their number.
    [SuppressMessage("Security", "CA5351", Justification = "The tag that S3 gives to an object in parts; no protection.")]
    private string? ExpectedTag()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var part in request.PartETags)
        {
            var hex = part.ETag.Trim('"');
            if (hex.Length != 2 * MD5.HashSizeInBytes || !hex.All(char.IsAsciiHexDigit))
            {
                return null;
            }

            digest.AppendData(Convert.FromHexString(hex));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(digest.GetHashAndReset())}-{request.PartETags.Count}");
    }

    private async Task<string?> FindDoneAsync(CancellationToken cancellationToken)
    {
        var look = new GetObjectMetadataRequest { BucketName = request.BucketName, Key = request.Key };
        try
        {
            var found = await connection.CallAsync("HeadObject", name, client => client.GetObjectMetadataAsync(look, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return ExpectedTag() is { } tag && found.ETag.Trim('"') == tag ? found.ETag : null;
        }
        catch (StoreException exception) when (exception.Code == StoreErrorCode.NotFound)
        {
            return null;
        }
    }
}
