using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Sources;
using DataJoint.Configuration.Values;

namespace DataJoint.Fuzz;

/// <summary>The text of DJ_STORES.</summary>
internal static class StoresVariableTarget
{
    public static IEnumerable<Diagnostic> Run(byte[] bytes)
    {
        DiagnosticBag diagnostics = new();
        ValueTable table = JsonSettings.ReadGroup(JsonSource.Variable(bytes, "DJ_STORES"), "stores", diagnostics);
        IReadOnlyList<Diagnostic> found = diagnostics.ToList(strict: true);
        Promises.Check(found);
        FuzzFailure.Unless(found.All(d => d.Origin?.ToString() == "DJ_STORES" && d.Excerpt is null), "a variable has a place with lines");
        Promises.Resolve(table);
        return found;
    }
}
