using System.Text.Json;
using Amazon.Runtime.Endpoints;
using Amazon.S3.Endpoints;
using Amazon.S3.Internal;
using DataJoint.Stores.S3.Endpoints;

namespace DataJoint.Stores.S3.Tests;

public sealed class BucketEndpointTests
{
    [Theory]
    [InlineData("recordings", "http://localhost:9000")]
    [InlineData("recordings", "https://minio.example.com")]
    [InlineData("recordings", "https://[::1]:9000")]
    [InlineData("recordings", "https://s3.eu-central-1.amazonaws.com")]
    [InlineData("recordings", "https://s3.cn-north-1.amazonaws.com.cn")]
    [InlineData("lab-1.recordings", "https://s3.eu-central-1.amazonaws.com")]
    [InlineData("Lab_Recordings", "https://minio.example.com")]
    [InlineData("lab--0123456789abcdef-use1-az4--x-s3", "https://s3.us-east-1.amazonaws.com")]
    public void Requests_go_where_the_rules_of_the_SDK_send_them(string bucket, string address)
    {
        var endpoint = S3Endpoint.From(new S3Settings(("bucket", bucket), ("endpoint", address)).Spec());
        bool isPathStyle = endpoint.IsPathStyle || bucket.Contains('.', StringComparison.Ordinal);
        var asked = new S3EndpointParameters
        {
            Bucket = bucket,
            Region = endpoint.SigningRegion,
            Endpoint = endpoint.ToString(),
            ForcePathStyle = isPathStyle,
            UseFIPS = false,
            UseDualStack = false,
            Accelerate = false,
            UseGlobalEndpoint = false,
            DisableMultiRegionAccessPoints = false,
        };

        Endpoint found = new BucketEndpoint(bucket, endpoint, isPathStyle).ResolveEndpoint(asked);

        Endpoint expected = new AmazonS3EndpointProvider().ResolveEndpoint(asked);
        found.URL.ShouldBe(expected.URL);
        SchemeOf(found).ShouldBe(SchemeOf(expected));
    }

    [Fact]
    public void What_one_request_makes_of_its_endpoint_is_not_the_next_ones()
    {
        var endpoint = S3Endpoint.From(new S3Settings(("endpoint", "https://minio.example.com")).Spec());
        var own = new BucketEndpoint("recordings", endpoint, isPathStyle: true);

        own.ResolveEndpoint(own.ParametersFor("recordings")!).URL += "/";

        own.ResolveEndpoint(own.ParametersFor("recordings")!).URL.ShouldBe("https://minio.example.com/recordings");
    }

    [Fact]
    public void Other_buckets_go_by_the_rules()
    {
        var endpoint = S3Endpoint.From(new S3Settings(("endpoint", "https://minio.example.com")).Spec());
        var own = new BucketEndpoint("recordings", endpoint, isPathStyle: true);

        own.ParametersFor("recordings").ShouldNotBeNull();
        own.ParametersFor("others").ShouldBeNull();
        own.ParametersFor(null).ShouldBeNull();
    }

    private static string SchemeOf(Endpoint endpoint) => JsonSerializer.Serialize(endpoint.Attributes["authSchemes"]);
}
