using DataJoint.Configuration;

namespace DataJoint;

/// <summary>The kind of a wrong use of the shared connection.</summary>
internal static class SharedConnectionRules
{
    public static readonly DiagnosticRule SharedConnectionDiffers = new(
        DiagnosticIds.DatabaseSharedConnectionDiffers, DiagnosticSeverity.Error, "The shared connection was opened with other arguments",
        "The program's shared connection is open, and was asked for again with other arguments.",
        "Pass `reset: true` to replace it, or open a connection of its own with `config.Connect(…)`.");
}
