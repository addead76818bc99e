namespace Laboratory;

/// <summary>A session of a subject.</summary>
internal sealed class Session
{
    public required string Subject { get; init; }

    public required int Number { get; init; }

    public required int Trials { get; set; }
}
