using DataJoint.Configuration;
using DataJoint.Secrets.Aws.Credentials;
using DataJoint.Secrets.Aws.Managers;
using DataJoint.Secrets.Aws.Requests;
using DataJoint.Secrets.Http;

namespace DataJoint.Secrets.Aws;

/// <summary>
/// References to what is kept on AWS: <c>ref+awssecrets://</c> (Secrets Manager), <c>ref+awsssm://</c> (Parameter Store), <c>ref+awssts://</c> (keys of a
/// role) and <c>ref+rdsiam://</c> (login tokens for RDS).
/// </summary>
public static class AwsSecrets
{
    /// <summary>Registers the schemes. With a package reference this happens by itself.</summary>
    public static void Register()
    {
        SecretSchemes.Register("awssecrets", context => new ManagedSecrets(new StoredSecrets(CreateClient(context))));
        SecretSchemes.Register("awsssm", context => new ManagedSecrets(new StoredParameters(CreateClient(context))));
        SecretSchemes.Register("awssts", context => new ManagedSecrets(new RoleKeys(CreateClient(context))));
        SecretSchemes.Register("rdsiam", context => new ManagedSecrets(new DatabaseTokens(CreateClient(context))));
    }

    private static AwsClient CreateClient(SecretContext context) => new(AwsLogin.From(context.HostEnvironment), SecretHttp.Shared);
}
