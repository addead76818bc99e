namespace DataJoint.Identities.Azure.Faults;

/// <summary>A place that offers an identity refuses, or there is none. Never holds a secret.</summary>
internal sealed class AzureIdentityException(AzureIdentityFault fault, string reason, string? hint = null) : Exception(reason)
{
    public AzureIdentityFault Fault => fault;

    public string? Hint => hint;
}
