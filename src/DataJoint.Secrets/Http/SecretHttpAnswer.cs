namespace DataJoint.Secrets.Http;

/// <summary>What a manager answered. The body may hold secrets: it is parsed, and never shown.</summary>
internal sealed class SecretHttpAnswer(int status, byte[] body, TimeSpan? retryAfter)
{
    public int Status => status;

    public byte[] Body => body;

    /// <summary>How long it wants to be left alone, or null.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    public bool IsSuccess => status is >= 200 and < 300;
}
