using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using DataJoint.Configuration;

namespace DataJoint.Stores.S3.Credentials;

/// <summary>
/// Keys for each request: the newest of the configuration, or, when it has none, those of the platform (environment, profile, container,
/// instance), which the SDK renews by itself.
/// </summary>
internal sealed class S3Credentials(StoreSource source) : AWSCredentials, IDisposable
{
    private readonly DefaultAWSCredentialsIdentityResolver _platform = new();

    public bool IsAmbient => !S3Keys.From(source.Newest).AreGiven;

    public override ImmutableCredentials GetCredentials() =>
        GetCredentialsAsync().ConfigureAwait(false).GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        var keys = S3Keys.From(source.Newest);
        if (keys.AreGiven)
        {
            return keys.Reveal();
        }

        AWSCredentials found = await FindPlatformAsync().ConfigureAwait(false);
        return await found.GetCredentialsAsync().ConfigureAwait(false);
    }

    /// <summary>Where the keys come from, in words. No part of them is told: they are secrets.</summary>
    public async ValueTask<string> DescribeAsync()
    {
        var keys = S3Keys.From(source.Newest);
        if (keys.AreGiven)
        {
            return $"the access key from the configuration ({source.Newest.OriginOf("access_key")})";
        }

        AWSCredentials found = await FindPlatformAsync().ConfigureAwait(false);
        _ = await found.GetCredentialsAsync().ConfigureAwait(false);
        return $"the access key from {AwsCredentialSource.NameOf(found)}";
    }

    public void Dispose() => _platform.Dispose();

    private async Task<AWSCredentials> FindPlatformAsync()
    {
        SharedFiles.Check(source.Spec.Name, HostEnvironment.Process);
        try
        {
            return await _platform.ResolveIdentityAsync(null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AmazonClientException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw Missing();
        }
    }

    private StoreException Missing() => new(
        StoreErrorCode.NoCredentials, source.Spec.Name, null,
        "the configuration has no access_key and secret_key for it, and neither environment, AWS profile, container nor instance offers an identity.")
    {
        Hint = $"Run: djc secrets set stores.{source.Spec.Name}.access_key, and the same for secret_key",
    };
}
