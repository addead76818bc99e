namespace DataJoint.Leaks;

/// <summary>A signed commit or tag that a purge makes again, and whose signature fits no more.</summary>
public sealed class LostSignature
{
    internal LostSignature(string id, string type, string subject)
    {
        Id = id;
        Type = type;
        Subject = subject;
    }

    /// <summary>The id that it had.</summary>
    public string Id { get; }

    /// <summary><c>commit</c> or <c>tag</c>.</summary>
    public string Type { get; }

    /// <summary>The first line of its message.</summary>
    public string Subject { get; }
}
