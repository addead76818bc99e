using DataJoint.Configuration;

namespace DataJoint.Operations;

/// <summary>What can keep an incident from being gone on with.</summary>
public static class IncidentRules
{
    /// <summary>The journal cannot be read.</summary>
    public static readonly DiagnosticRule Unreadable = new(
        DiagnosticIds.IncidentUnreadable, DiagnosticSeverity.Error, "The journal of an incident cannot be read",
        "`djc incident` keeps how far it is in `.secrets/.incident/`. The journal there was made by another version, is damaged, or the key beside it is another one.",
        "Run the version that began the incident, or remove `.secrets/.incident/` and begin again: `djc incident` looks for everything that is still there.");
}
