namespace DataJoint.Secrets.Http;

/// <summary>What a manager answered. The body may hold secrets: it is parsed, and never shown.</summary>
internal sealed class SecretHttpAnswer(int status, byte[] body)
{
    public int Status => status;

    public byte[] Body => body;

    public bool IsSuccess => status is >= 200 and < 300;
}
