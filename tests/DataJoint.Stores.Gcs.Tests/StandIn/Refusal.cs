namespace DataJoint.Stores.Gcs.Tests;

/// <summary>An answer that is not a success, as Google words it.</summary>
internal sealed class Refusal(int status, string message, string reason) : Exception(message)
{
    public int Status => status;

    public string Reason => reason;

    public static Refusal NoObject(string bucket, string name) => new(404, $"No such object: {bucket}/{name}", "notFound");

    public static Refusal NoBucket() => new(404, "The specified bucket does not exist.", "notFound");

    public static Refusal Condition() => new(412, "At least one of the pre-conditions you specified did not hold.", "conditionNotMet");
}
