namespace DataJoint.Secrets.Aws.Requests;

/// <summary>What a service is asked.</summary>
/// <param name="Service">Who.</param>
/// <param name="Region">Where.</param>
/// <param name="Action">What, as the service calls it: <c>GetSecretValue</c>.</param>
/// <param name="Body">JSON, or a form.</param>
internal sealed record AwsRequest(AwsService Service, string Region, string Action, byte[] Body)
{
    /// <summary>The right that it takes, as policies name it.</summary>
    public string Right => $"{Service.Name}:{Action}";
}
