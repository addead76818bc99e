namespace DataJoint.Operations.Journals;

/// <summary>How far a rotation has come. Written before each change, so that another run can finish it. Passwords are sealed with one another.</summary>
/// <remarks>Whoever knows the recorded password, the former or the new one, can read the other one here; nobody else can.</remarks>
internal sealed record RotationJournal : IJournal
{
    public int Version { get; init; } = IJournal.CurrentVersion;

    /// <summary>Which server, as settings name it.</summary>
    public required string Server { get; init; }

    public required RotationMethod Method { get; init; }

    public required string FormerUser { get; init; }

    public required string NextUser { get; init; }

    /// <summary>From where the account may come, where that belongs to its name.</summary>
    public string? Host { get; init; }

    /// <summary>The new password; who knows the former one can read it.</summary>
    public required string SealedNext { get; init; }

    /// <summary>The former password; who knows the new one can read it.</summary>
    public required string SealedFormer { get; init; }

    /// <summary>For how long the former password goes on working, in seconds.</summary>
    public required double GraceSeconds { get; init; }

    /// <summary>Until when it goes on working; null until the new one is written.</summary>
    public DateTimeOffset? GraceEnd { get; init; }
}
