using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.S3.Internal;
using Amazon.S3.Model;

namespace DataJoint.Stores.S3.Endpoints;

/// <summary>
/// Tells the endpoint's rules what a request is about. The SDK asks every request whether it is one of a hundred, in one large method; those that stores
/// make all the time are known here.
/// </summary>
internal sealed class BucketEndpointResolver : AmazonS3EndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        string? bucket = requestContext.OriginalRequest switch
        {
            UploadPartRequest part => part.BucketName,
            PutObjectRequest put => put.BucketName,
            GetObjectRequest get => get.BucketName,
            GetObjectMetadataRequest stat => stat.BucketName,
            ListObjectsV2Request list => list.BucketName,
            DeleteObjectRequest delete => delete.BucketName,
            _ => null,
        };
        return (requestContext.ClientConfig.EndpointProvider as BucketEndpoint)?.ParametersFor(bucket) ?? base.MapEndpointsParameters(requestContext);
    }
}
