namespace DataJoint.Operations.Journals;

/// <summary>How far the rotation of a store's key has come. Written before each change. Ids are as they are; each secret is sealed with the other one.</summary>
internal sealed record KeyJournal : IJournal
{
    public int Version { get; init; } = IJournal.CurrentVersion;

    /// <summary>Which store, as settings name it.</summary>
    public required string Store { get; init; }

    /// <summary>Who makes and ends keys; null when people do.</summary>
    public string? Service { get; init; }

    public required DateTimeOffset Begun { get; init; }

    public required string FormerId { get; init; }

    /// <summary>The keys that the user had before; one that is not among them was made since.</summary>
    public IReadOnlyList<string> KnownIds { get; init; } = [];

    /// <summary>The new key; null where the service chooses its id and has not told it yet.</summary>
    public string? NextId { get; init; }

    /// <summary>The new secret; who knows the former one can read it. Null until it is known.</summary>
    public string? SealedNext { get; init; }

    /// <summary>The former secret; who knows the new one can read it.</summary>
    public string? SealedFormer { get; init; }

    /// <summary>For how long the former key goes on working, in seconds.</summary>
    public required double GraceSeconds { get; init; }

    /// <summary>Until when it goes on working; null until the new one is written.</summary>
    public DateTimeOffset? GraceEnd { get; init; }
}
