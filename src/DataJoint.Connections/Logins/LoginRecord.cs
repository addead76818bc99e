namespace DataJoint.Connections.Logins;

/// <summary>What is known of one pair of user and password at one server. Guarded by the <see cref="LoginGate"/>.</summary>
internal sealed class LoginRecord
{
    /// <summary>Logins under way.</summary>
    internal int Running { get; set; }

    /// <summary>Whether the server has accepted the pair.</summary>
    internal bool IsProven { get; set; }

    /// <summary>How often it was refused since it was last accepted.</summary>
    internal int Refusals { get; set; }

    /// <summary>When it was refused first.</summary>
    internal DateTimeOffset Since { get; set; }

    /// <summary>When it may be tried again.</summary>
    internal DateTimeOffset Next { get; set; }

    /// <summary>Completes when a login has ended.</summary>
    internal TaskCompletionSource Changed { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
