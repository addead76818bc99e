namespace Laboratory;

/// <summary>A row of the table <c>lab_session</c>. Dapper fills in the properties by the names of the columns.</summary>
internal sealed class Session
{
    public required string Subject { get; init; }

    public required int Number { get; init; }

    public required int Trials { get; init; }
}
