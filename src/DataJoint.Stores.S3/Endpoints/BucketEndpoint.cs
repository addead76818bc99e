using Amazon.Runtime.Endpoints;
using Amazon.S3.Endpoints;
using Amazon.S3.Internal;

namespace DataJoint.Stores.S3.Endpoints;

/// <summary>
/// Where requests for the store's bucket go, said once. The SDK goes through all its rules for every request, in one method so large that the runtime
/// takes many megabytes and a long moment to compile it, several times over.
/// </summary>
internal sealed class BucketEndpoint : IEndpointProvider
{
    private const int LongestName = 63;

    private readonly string _bucket;
    private readonly S3EndpointParameters _parameters;
    private readonly Endpoint? _own;
    private readonly Lazy<AmazonS3EndpointProvider> _rules = new(() => new AmazonS3EndpointProvider());

    public BucketEndpoint(string bucket, S3Endpoint endpoint, bool isPathStyle)
    {
        _bucket = bucket;
        _parameters = new S3EndpointParameters { Bucket = bucket, Region = endpoint.SigningRegion };
        if (IsPlain(bucket) && IsPlain(endpoint.SigningRegion))
        {
            string address = endpoint.Address.GetLeftPart(UriPartial.Authority);
            string host = address[(endpoint.Address.Scheme + "://").Length..];
            _own = new Endpoint(
                isPathStyle ? $"{address}/{bucket}" : $"{endpoint.Address.Scheme}://{bucket}.{host}",
                $$"""{"authSchemes":[{"disableDoubleEncoding":true,"name":"sigv4","signingName":"s3","signingRegion":"{{endpoint.SigningRegion}}"}]}""",
                "");
        }
    }

    /// <summary>What the rules are to be asked, where the answer is known; <see langword="null"/> for other buckets.</summary>
    public EndpointParameters? ParametersFor(string? bucket) => _own is not null && bucket == _bucket ? _parameters : null;

    // A new one each time: the SDK puts a slash to its end where a request is about the bucket.
    public Endpoint ResolveEndpoint(EndpointParameters parameters) =>
        _own is not null && parameters["Bucket"] as string == _bucket && parameters["Region"] as string == _parameters.Region
            ? new Endpoint(_own.URL) { Attributes = _own.Attributes, Headers = _own.Headers }
            : _rules.Value.ResolveEndpoint(parameters);

    // Others have rules of their own: access points, directory buckets, names that are not part of a host's.
    private static bool IsPlain(string name) =>
        name.Length is > 2 and <= LongestName && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-')
        && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal) && name != "aws-global";
}
