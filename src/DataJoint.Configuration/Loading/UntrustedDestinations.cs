namespace DataJoint.Configuration;

/// <summary>What happens when a credential from outside the project would go to a destination that only the project names, or less protected because of the project.</summary>
public enum UntrustedDestinations
{
    /// <summary>A warning; in strict mode an error. Tokens of the platform's identity are refused in any case.</summary>
    Warn,

    /// <summary>An error: nothing is sent.</summary>
    Refuse,
}
