using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Util;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Aws.Credentials;

/// <summary>
/// Who asks AWS: keys in the environment, else what the SDK's default chain finds (web identity, profile, container, instance), which renews it by itself.
/// An environment of a program's own has no container and no machine around it: there it is the keys, or a profile.
/// </summary>
internal sealed class AwsLogin
{
    // Beyond Amazon's machines nothing answers there, and the SDK would wait for it for long.
    private const string MetadataHost = "169.254.169.254";

    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(1);

    private static readonly string[] PlatformVariables =
        ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];

    private readonly HostEnvironment _hostEnvironment;
    private readonly Lazy<DefaultAWSCredentialsIdentityResolver> _platform = new(() => new DefaultAWSCredentialsIdentityResolver());

    private AwsLogin(HostEnvironment hostEnvironment) => _hostEnvironment = hostEnvironment;

    public HostEnvironment HostEnvironment => _hostEnvironment;

    public static AwsLogin From(HostEnvironment hostEnvironment) => new(hostEnvironment);

    /// <summary>The keys that are good now.</summary>
    /// <exception cref="SecretException">There are none.</exception>
    public async Task<AwsKeys> GetKeysAsync(CancellationToken cancellationToken)
    {
        if (_hostEnvironment.FindVariable("AWS_ACCESS_KEY_ID") is { } id && _hostEnvironment.FindVariable("AWS_SECRET_ACCESS_KEY") is { } secret)
        {
            return new AwsKeys(new ImmutableCredentials(id, secret, _hostEnvironment.FindVariable("AWS_SESSION_TOKEN")), "the access key in AWS_ACCESS_KEY_ID");
        }

        SharedFiles.Check(_hostEnvironment);
        try
        {
            // On a thread of its own: parts of the chain wait without a token.
            return await Task.Run(() => FindAsync(cancellationToken), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or InvalidOperationException or IOException
            or UnauthorizedAccessException or ArgumentException)
        {
            throw Missing();
        }
    }

    /// <summary>The region that is meant where a reference names none.</summary>
    /// <returns>Null when nobody says.</returns>
    public string? FindNamedRegion() => _hostEnvironment.FindVariable("AWS_REGION") ?? _hostEnvironment.FindVariable("AWS_DEFAULT_REGION");

    /// <summary>The region of the profile, or of the machine.</summary>
    /// <returns>Null when nobody says.</returns>
    public async Task<string?> FindPlatformRegionAsync(CancellationToken cancellationToken)
    {
        SharedFiles.Check(_hostEnvironment);
        string? region = await Task.Run(() => FindProfile()?.Region?.SystemName, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        return region ?? (await IsOnMachineAsync(cancellationToken).ConfigureAwait(false)
            ? await Task.Run(() => EC2InstanceMetadata.Region?.SystemName, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false) : null);
    }

    private bool IsProcess => ReferenceEquals(_hostEnvironment, HostEnvironment.Process);

    private async Task<AwsKeys> FindAsync(CancellationToken cancellationToken)
    {
        CredentialProfile? profile = FindProfile();
        if (profile is null && _hostEnvironment.FindVariable("AWS_PROFILE") is { } named)
        {
            throw SecretException.From(
                SecretRules.NoIdentity, $"there is no AWS profile {Display.Quote(Display.Sanitize(named, 60))}, which AWS_PROFILE names", "Correct AWS_PROFILE, or run: aws configure --profile NAME", isTransient: false);
        }

        bool hasPlatform = IsProcess && (profile is not null || Array.Exists(PlatformVariables, name => _hostEnvironment.FindVariable(name) is not null)
            || await IsOnMachineAsync(cancellationToken).ConfigureAwait(false));
        AWSCredentials found = hasPlatform ? await _platform.Value.ResolveIdentityAsync(null, cancellationToken).ConfigureAwait(false)
            : profile is not null ? AWSCredentialsFactory.GetAWSCredentials(profile, new SharedCredentialsFile(SharedFiles.FindCredentials(_hostEnvironment)))
            : throw Missing();
        return new AwsKeys(await found.GetCredentialsAsync().ConfigureAwait(false), DescribeSource(found));
    }

    private CredentialProfile? FindProfile()
    {
        string name = _hostEnvironment.FindVariable("AWS_PROFILE") ?? "default";
        CredentialProfileStoreChain files = IsProcess ? new CredentialProfileStoreChain() : new CredentialProfileStoreChain(SharedFiles.FindCredentials(_hostEnvironment));
        return (IsProcess || File.Exists(files.ProfilesLocation)) && files.TryGetProfile(name, out CredentialProfile profile) ? profile : null;
    }

    /// <summary>Whether this process runs on a machine of Amazon's that tells who it is.</summary>
    private async Task<bool> IsOnMachineAsync(CancellationToken cancellationToken)
    {
        if (!IsProcess || string.Equals(_hostEnvironment.FindVariable("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (_hostEnvironment.FindVariable("AWS_EC2_METADATA_SERVICE_ENDPOINT") is not null)
        {
            return true;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(MetadataTimeout);
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(MetadataHost, 80, timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private string DescribeSource(AWSCredentials credentials) => credentials switch
    {
        AssumeRoleWithWebIdentityCredentials => "the web identity of this workload (AWS_ROLE_ARN)",
        GenericContainerCredentials => "this container's role",
        SSOAWSCredentials => "AWS single sign-on",
        AssumeRoleAWSCredentials => $"the role of the AWS profile {Profile}",
        ProcessAWSCredentials => $"the credential process of the AWS profile {Profile}",
        BasicAWSCredentials or SessionAWSCredentials => $"the AWS profile {Profile}",
        _ when credentials.GetType().Name.Contains("InstanceProfile", StringComparison.Ordinal) => "this machine's instance role",
        _ => "the AWS default chain",
    };

    private string Profile => Display.Sanitize(_hostEnvironment.FindVariable("AWS_PROFILE") ?? "default", 60);

    private static SecretException Missing() => SecretException.From(
        SecretRules.NoIdentity, "nobody is logged in at AWS: found no AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY, no web identity, no AWS profile, no role of a container or instance",
        "Run: aws configure, or aws sso login; or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", isTransient: false);
}
