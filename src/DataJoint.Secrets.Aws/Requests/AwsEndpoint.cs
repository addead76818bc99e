using DataJoint.Configuration;
using DataJoint.Secrets.Http;

namespace DataJoint.Secrets.Aws.Requests;

/// <summary>Where a service answers: at AWS, or where AWS's own variables say. References cannot say it.</summary>
/// <remarks>See https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html.</remarks>
internal static class AwsEndpoint
{
    /// <exception cref="SecretException">The variable is invalid.</exception>
    public static Uri Find(HostEnvironment hostEnvironment, AwsService service, string region) =>
        FindNamed(hostEnvironment, service) ?? new Uri($"https://{service.Name}.{region}.{AwsRegion.DomainOf(region)}/");

    /// <summary>The address that a variable gives.</summary>
    /// <returns>Null when none does.</returns>
    /// <exception cref="SecretException">The variable is invalid.</exception>
    public static Uri? FindNamed(HostEnvironment hostEnvironment, AwsService service)
    {
        foreach (string variable in IgnoresVariables(hostEnvironment) ? [] : (string[])[service.EndpointVariable, "AWS_ENDPOINT_URL"])
        {
            if (hostEnvironment.FindVariable(variable) is { } text)
            {
                return Uri.TryCreate(text, UriKind.Absolute, out Uri? given) && SecretHttp.IsSafe(given) && given.UserInfo.Length == 0 && given.Query.Length == 0
                    ? given
                    : throw SecretException.From(
                        SecretRules.Unreachable, $"{variable} is not the address of a service: found {Display.Quote(Display.Sanitize(text, 100))}, expected https:// and a host",
                        $"Correct {variable}, or unset it. Without TLS only this machine is asked.", isTransient: false);
            }
        }

        return null;
    }

    private static bool IgnoresVariables(HostEnvironment hostEnvironment) =>
        string.Equals(hostEnvironment.FindVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), "true", StringComparison.OrdinalIgnoreCase);
}
