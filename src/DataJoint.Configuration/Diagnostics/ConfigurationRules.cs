namespace DataJoint.Configuration.Diagnostics;

/// <summary>The kind of a load that failed.</summary>
internal static class ConfigurationRules
{
    public static readonly DiagnosticRule ConfigurationInvalid = new(
        DiagnosticIds.ConfigurationInvalid, DiagnosticSeverity.Error, "The configuration could not be loaded",
        "At least one source holds an error; the errors themselves are listed with ids of their own.",
        "Fix each of the listed errors; all of them are reported in one run.");
}
