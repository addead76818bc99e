namespace DataJoint.Stores.Azure.Credentials;

/// <summary>A place that offers an identity refuses. Never holds a secret.</summary>
internal sealed class IdentityException(StoreErrorCode code, string reason, string? hint = null) : Exception(reason)
{
    public StoreErrorCode Code => code;

    public string? Hint => hint;
}
