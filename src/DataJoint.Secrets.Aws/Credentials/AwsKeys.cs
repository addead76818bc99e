using Amazon.Runtime;

namespace DataJoint.Secrets.Aws.Credentials;

/// <summary>Keys that sign requests, and whose they are. A secret: never a record, never shown.</summary>
internal sealed class AwsKeys(ImmutableCredentials keys, string owner)
{
    public static AwsKeys From(AccessKeyPair pair, string owner) => new(new ImmutableCredentials(pair.Id, pair.SecretKey.Reveal(), null), owner);

    public string AccessKey => keys.AccessKey;

    public string SecretKey => keys.SecretKey;

    /// <summary>The token of temporary keys, or null.</summary>
    public string? Token => string.IsNullOrEmpty(keys.Token) ? null : keys.Token;

    /// <summary>Where the keys come from, in words.</summary>
    public string Owner => owner;
}
