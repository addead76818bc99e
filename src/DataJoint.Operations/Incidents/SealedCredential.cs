namespace DataJoint.Operations.Incidents;

/// <summary>What the journal has of a credential in its sealed part. A class and not a record: a record would print it.</summary>
internal sealed class SealedCredential
{
    public required string Text { get; init; }

    public string? User { get; init; }

    public bool HasWorked { get; init; }

    /// <summary>The accounts for which it was refused; in the sealed part, since a user may be a piece of a password after all.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    public override string ToString() => Configuration.Secret.Mask;
}
