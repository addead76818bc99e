namespace DataJoint.Operations.Incidents;

/// <summary>One credential of an incident, as the journal has it.</summary>
/// <param name="State">What may be shown.</param>
/// <param name="Rule">The rule that says what it is.</param>
/// <param name="Name">What stands before it, and its path; or the key of the setting that held it.</param>
/// <param name="Key">The setting that held it when the incident began, or null.</param>
internal sealed record IncidentEntry(LeakedCredentialState State, string Rule, string Name, string? Key)
{
    public string? Host { get; init; }

    public int? Port { get; init; }
}
