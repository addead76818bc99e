using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Configuration.Sources;

/// <summary>Diagnostics about a place in a JSON text.</summary>
internal static class JsonFindings
{
    /// <summary>Adds a diagnostic with its location and a masked excerpt.</summary>
    public static void Add(this DiagnosticBag diagnostics, JsonSource source, int offset, DiagnosticRule rule, string message, string? hint = null)
    {
        if (diagnostics.Wants(rule, source.Name))
        {
            string place = source.PlaceInWords(offset);
            bool isName = ReferenceEquals(rule, DiagnosticRules.InvalidStoreName);
            diagnostics.Add(new Diagnostic(rule, message + place, hint, source.OriginAt(offset), source.ExcerptAt(offset, isName)));
        }
    }
}
