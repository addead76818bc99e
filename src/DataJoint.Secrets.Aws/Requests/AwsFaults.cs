using System.Globalization;
using DataJoint.Configuration;

namespace DataJoint.Secrets.Aws.Requests;

/// <summary>What a refusal means for a secret.</summary>
internal static class AwsFaults
{
    /// <param name="refusal">What was answered.</param>
    /// <param name="request">To what.</param>
    /// <param name="what">What was wanted: <c>the secret prod/db</c>.</param>
    public static SecretException Explain(AwsRefusal refusal, AwsRequest request, string what)
    {
        string who = $"{request.Service.Title} ({request.Region})";
        return refusal switch
        {
            { IsTransient: true } => Create(
                SecretRules.Unreachable, string.Create(CultureInfo.InvariantCulture, $"{who} cannot answer now ({refusal.Code}, HTTP {refusal.Status})"), "Try again in a while.", isTransient: true),
            { Code: "ExpiredToken" or "ExpiredTokenException" } => Create(
                SecretRules.Refused, $"{who} refuses {refusal.Caller}: its session has expired ({refusal.Code})", "Log in again, for example with aws sso login; or replace AWS_SESSION_TOKEN and the keys that belong to it."),
            { IsAboutLogin: true } => Create(
                SecretRules.Refused, $"{who} refuses the login with {refusal.Caller} ({refusal.Code})",
                "Check the access key, its secret key and, for temporary keys, AWS_SESSION_TOKEN; and this machine's clock."),
            { Code: "ResourceNotFoundException" or "ParameterNotFound" or "ParameterVersionNotFound" or "ParameterVersionLabelNotFound" or "NoSuchEntity" } =>
                NotFound(request, what),
            { Code: "InvalidRequestException" } => Create(
                SecretRules.NotFound, $"{what} in {who} cannot be read now: it is marked for deletion, or has no value", "Restore the secret (aws secretsmanager restore-secret), or give it a value."),
            _ when refusal.Status == 403 || refusal.Code.StartsWith("AccessDenied", StringComparison.Ordinal) => Create(
                SecretRules.Refused, $"{who} refuses {refusal.Caller} {what} ({refusal.Code})", $"Allow {request.Right} on it in the policy of this identity."),
            { Code: "DecryptionFailure" or "InvalidKeyId" or "KMSAccessDeniedException" or "KMSInvalidStateException" or "KMSNotFoundException" or "KMSDisabledException" } => Create(
                SecretRules.Refused, $"{who} cannot decrypt {what} for {refusal.Caller} ({refusal.Code})", "Allow kms:Decrypt with the key of the secret in the policy of this identity."),
            { Code: "RegionDisabledException" } => Create(SecretRules.Refused, $"{who} is not enabled for this account ({refusal.Code})", "Enable the region, or name another with ?region=."),
            _ => Create(
                SecretRules.Unresolved, string.Create(CultureInfo.InvariantCulture, $"{who} does not give {what} ({refusal.Code}, HTTP {refusal.Status})"), "Check the reference."),
        };
    }

    public static SecretException NotFound(AwsRequest request, string what) => Create(
        SecretRules.NotFound, $"{request.Service.Title} ({request.Region}) does not have {what}", "Correct the name or the region in the reference, or create it.");

    public static SecretException UnexpectedAnswer(AwsRequest request) => Create(
        SecretRules.Unreachable, $"what answers in place of {request.Service.Title} ({request.Region}) is something else", "Check the network, a proxy, and the AWS_ENDPOINT_URL variables.");

    private static SecretException Create(DiagnosticRule rule, string message, string hint, bool isTransient = false) => SecretException.From(rule, message, hint, isTransient);
}
