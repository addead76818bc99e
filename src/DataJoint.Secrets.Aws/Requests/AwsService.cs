namespace DataJoint.Secrets.Aws.Requests;

/// <summary>A service of AWS.</summary>
/// <param name="Name">As signatures and hosts name it.</param>
/// <param name="Title">For people.</param>
/// <param name="Target">What stands before an action in <c>X-Amz-Target</c>; null for one that takes forms.</param>
/// <param name="EndpointVariable">The variable of AWS's own that gives it another address.</param>
internal sealed record AwsService(string Name, string Title, string? Target, string EndpointVariable)
{
    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html
    public static AwsService SecretsManager { get; } = new("secretsmanager", "AWS Secrets Manager", "secretsmanager.", "AWS_ENDPOINT_URL_SECRETS_MANAGER");

    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
    public static AwsService ParameterStore { get; } = new("ssm", "AWS Parameter Store", "AmazonSSM.", "AWS_ENDPOINT_URL_SSM");

    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    public static AwsService TokenService { get; } = new("sts", "AWS STS", null, "AWS_ENDPOINT_URL_STS");

    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
    public static AwsService IdentityManagement { get; } = new("iam", "AWS IAM", null, "AWS_ENDPOINT_URL_IAM");
}
