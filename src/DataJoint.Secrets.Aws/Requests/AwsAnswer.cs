namespace DataJoint.Secrets.Aws.Requests;

/// <summary>What a service answered, and to whom. Holds secrets: never shown.</summary>
internal sealed class AwsAnswer(byte[] body, string identity)
{
    public byte[] Body => body;

    /// <summary>Who asked, in words.</summary>
    public string Identity => identity;
}
