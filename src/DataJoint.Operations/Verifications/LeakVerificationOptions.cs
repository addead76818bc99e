namespace DataJoint.Operations;

/// <summary>How found credentials are tried.</summary>
public sealed class LeakVerificationOptions
{
    /// <summary>The database servers that the user has confirmed besides the configured one: <c>host</c> or <c>host:port</c>. None by default.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Asks whether a credential that was found may be tried at a server that stands beside it (<c>host:port</c>); null, the default, means no.</summary>
    public Func<string, bool>? Confirm { get; init; }

    /// <summary>The longest time for one credential; 20 seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = UsualTimeout;

    /// <summary>The default of <see cref="Timeout"/>, for tests.</summary>
    internal static TimeSpan UsualTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
