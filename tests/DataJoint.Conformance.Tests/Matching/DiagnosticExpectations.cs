using System.Text.Json;

namespace DataJoint.Conformance.Tests;

/// <summary>Compares the diagnostics of a document.</summary>
internal static class DiagnosticExpectations
{
    public static IEnumerable<string> Differences(JsonElement expect, JsonElement document, RootPlaceholder root)
    {
        var diagnostics = document.Elements("diagnostics").Where(item => item.ValueKind == JsonValueKind.Object).ToList();
        var listed = new HashSet<int>();
        foreach (JsonElement wanted in expect.Elements("diagnostics"))
        {
            var hits = diagnostics.Index().Where(item => DiagnosticMatch.Fits(wanted, item.Item, root)).Select(item => item.Index).ToList();
            listed.UnionWith(hits);
            if (hits.Count == 0)
            {
                yield return $"diagnostics: none is {Abbreviation.Of(wanted)}; got {DiagnosticMatch.Describe(diagnostics)}";
            }
        }

        if (!expect.TryGetProperty("noDiagnostics", out JsonElement quiet))
        {
            yield break;
        }

        if (document.MemberOrNull("diagnostics").ValueKind != JsonValueKind.Array)
        {
            yield return "noDiagnostics: the output has no diagnostics array";
        }

        var unwanted = diagnostics.Index()
            .Where(item => !listed.Contains(item.Index) && (quiet.ValueKind == JsonValueKind.True || DiagnosticMatch.IsLoud(item.Item)))
            .Select(item => item.Item)
            .ToList();
        if (unwanted.Count > 0)
        {
            yield return $"noDiagnostics: got {DiagnosticMatch.Describe(unwanted)}";
        }
    }
}
