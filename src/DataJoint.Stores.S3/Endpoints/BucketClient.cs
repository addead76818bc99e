using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Internal;

namespace DataJoint.Stores.S3.Endpoints;

/// <summary>The SDK's client, but with requests for the store's own bucket on a short way to their endpoint.</summary>
internal sealed class BucketClient(AWSCredentials credentials, AmazonS3Config config, TimeSpan maxRetryDelay) : AmazonS3Client(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<AmazonS3EndpointResolver>(new BucketEndpointResolver());
        pipeline.AddHandlerBefore<AmazonS3ResponseHandler>(new TagHandler(marks: false));
        pipeline.AddHandlerAfter<AmazonS3ResponseHandler>(new TagHandler(marks: true));
        foreach (StandardRetryPolicy policy in pipeline.Handlers.OfType<RetryHandler>().Select(handler => handler.RetryPolicy).OfType<StandardRetryPolicy>())
        {
            policy.MaxBackoffInMilliseconds = (int)maxRetryDelay.TotalMilliseconds;
        }
    }
}
