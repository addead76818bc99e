namespace DataJoint.Configuration.Editing.Python;

/// <summary>The kind of a difference to datajoint-python.</summary>
internal static class PythonRules
{
    public static readonly DiagnosticRule PythonDiffers = new(
        DiagnosticIds.PythonDiffers, DiagnosticSeverity.Info, "Python resolves this setting differently",
        "datajoint-python does not follow the documented order everywhere: there datajoint.json beats .secrets/, .secrets/datajoint.json is never read, and some variables lose to the file.",
        "Nothing to do for .NET programs. To make both agree, give the value in one place that both read; `djc run` passes the resolved values to a Python program.");
}
