using Amazon.Runtime;

namespace DataJoint.Stores.S3.Credentials;

/// <summary>Which part of the AWS default chain gave credentials.</summary>
internal static class AwsCredentialSource
{
    public static string NameOf(AWSCredentials credentials) => credentials switch
    {
        EnvironmentVariablesAWSCredentials => "AWS_ACCESS_KEY_ID in the environment",
        AssumeRoleWithWebIdentityCredentials => "the web identity of this workload (AWS_ROLE_ARN)",
        GenericContainerCredentials => "this container's role",
        InstanceProfileAWSCredentials => "this machine's instance role",
        SSOAWSCredentials => "AWS single sign-on",
        AssumeRoleAWSCredentials => "the role of an AWS profile",
        ProcessAWSCredentials => "the credential process of an AWS profile",
        BasicAWSCredentials or SessionAWSCredentials => "an AWS profile",
        _ when credentials.GetType().Name.Contains("InstanceProfile", StringComparison.Ordinal) => "this machine's instance role",
        _ => $"the AWS default chain ({credentials.GetType().Name})",
    };
}
