namespace DataJoint.Configuration.Editing.Files;

/// <summary>The kind of an edit that was refused.</summary>
internal static class EditRules
{
    public static readonly DiagnosticRule EditRefused = new(
        DiagnosticIds.EditRefused, DiagnosticSeverity.Error, "The edit was refused",
        "The file could not be changed as asked; it is as it was.",
        "The message names the reason.");
}
