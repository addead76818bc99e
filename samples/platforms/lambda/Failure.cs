using DataJoint.Configuration;

namespace Laboratory;

/// <summary>What Lambda shows whoever sent an event. DataJoint's messages hold no secrets.</summary>
internal sealed record Failure(string ErrorType, string ErrorMessage)
{
    public static Failure From(Exception error) => new((error as IDataJointException)?.Diagnostic.Id ?? error.GetType().Name, error.Message);
}
