namespace DataJoint.Operations.Incidents;

/// <summary>The sealed part of a journal. A class and not a record: a record would print it.</summary>
internal sealed class SealedIncident
{
    /// <summary>Where the credentials belong, as the configuration said when the incident began.</summary>
    public required IReadOnlyDictionary<string, string> Places { get; init; }

    /// <summary>The credentials of the entries, in their order.</summary>
    public required IReadOnlyList<SealedCredential> Credentials { get; init; }

    public override string ToString() => Configuration.Secret.Mask;
}
