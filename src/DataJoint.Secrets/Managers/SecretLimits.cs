namespace DataJoint.Secrets;

/// <summary>How long and how often a secret manager is asked.</summary>
public sealed class SecretLimits
{
    /// <summary>The time for one call; 10 seconds by default.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a call is made at most, when it fails for a reason that may pass; 3 by default. Whoever asks to be left alone for longer than
    /// <see cref="CallTimeout"/> is not called again.
    /// </summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The longest wait before the second attempt; it doubles from there on, and each wait is a random part of it. 0.5 seconds by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many calls are under way at the same time at most; 128 by default, so that a project asks for all that it needs in one round.</summary>
    public int MaxCalls { get; init; } = 128;
}
