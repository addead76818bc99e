namespace DataJoint.Connections.Logins;

/// <summary>What is known of one pair of user and password at one server. Guarded by the <see cref="LoginGate"/>.</summary>
internal sealed class LoginRecord
{
    /// <summary>Logins under way.</summary>
    public int Running { get; set; }

    /// <summary>Whether the server has accepted the pair.</summary>
    public bool IsProven { get; set; }

    /// <summary>How often it was refused since it was last accepted.</summary>
    public int Refusals { get; set; }

    /// <summary>Whether the password was sent in its other form since it was last accepted.</summary>
    public bool IsOtherFormTried { get; set; }

    /// <summary>When it was refused first.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>When it may be tried again.</summary>
    public DateTimeOffset Next { get; set; }

    /// <summary>Completes when a login has ended.</summary>
    public TaskCompletionSource Changed { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
