using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Fuzz;

/// <summary>The bytes of a JSON file, once as a project file and once as a secrets file.</summary>
internal static class JsonFileTarget
{
    public static IEnumerable<Diagnostic> Run(byte[] bytes)
    {
        DiagnosticBag project = new();
        ValueTable low = JsonSettings.Read(JsonSource.File(bytes, "datajoint.json", SettingLayer.Project), project);
        DiagnosticBag secrets = new();
        ValueTable high = JsonSettings.Read(JsonSource.File(bytes, ".secrets/datajoint.json", SettingLayer.Secrets), secrets);
        IReadOnlyList<Diagnostic> found = project.ToList(strict: false);
        Promises.Check(found);
        Promises.Check(secrets.ToList(strict: false));
        CheckPlaces(bytes, found);
        Promises.Resolve(high, low);
        return found;
    }

    private static void CheckPlaces(byte[] bytes, IReadOnlyList<Diagnostic> diagnostics)
    {
        int lines = bytes.Count(b => b == '\n') + 1;
        foreach (Diagnostic diagnostic in diagnostics)
        {
            FuzzFailure.Unless(diagnostic.Origin is null or { Line: null } || diagnostic.Origin.Line <= lines, "a place is behind the end: " + diagnostic.Origin);
        }
    }
}
