namespace DataJoint.Configuration;

/// <summary>The kind of a secret whose text could not be had. Connections and stores report it, too.</summary>
public static class SecretRules
{
    /// <summary>A secret could not be had from where it is kept.</summary>
    public static readonly DiagnosticRule Unresolved = new(
        DiagnosticIds.SecretUnresolved, DiagnosticSeverity.Error, "A secret could not be had from where it is kept",
        "A setting holds a reference to a secret. When the text was needed, whoever keeps it refused, does not know it, or did not answer in time.",
        "The message has the reason. Check the reference, and the right to read the secret.");
}
