using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Checks.Configuration;

/// <summary>Says what was read, and passes on what the load found. A configuration that cannot be loaded never comes here.</summary>
internal sealed class LoadCheck : ICheck
{
    public string Id => "load";

    public string Name => "configuration";

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        List<Diagnostic> found = [.. context.Snapshot.Diagnostics.Where(d => !PermissionsCheck.IsAbout(d))];
        int warnings = found.Count(d => d.Severity == DiagnosticSeverity.Warning);
        string read = Describe(context.Snapshot);
        return Task.FromResult(warnings == 0
            ? CheckOutcome.Pass(read, hint: null, found)
            : CheckOutcome.Warn($"{read}; {Listing.Count(warnings, "warning")} about {Listing.Join(Places(found))}", hint: null, found));
    }

    private static List<string> Places(List<Diagnostic> found) =>
        [.. found.Where(d => d.Severity == DiagnosticSeverity.Warning).Select(d => d.Origin?.ToString() ?? d.Id).Distinct()];

    private static string Describe(ConfigurationSnapshot snapshot)
    {
        ILookup<SettingLayer, string> sources = snapshot.Stack.Tables
            .SelectMany(t => TableValues.List(t).Select(v => (t.Layer, v.Value.Source)).Distinct())
            .ToLookup(s => s.Layer, s => s.Source);
        List<string> files = [.. sources[SettingLayer.Project].Concat(sources[SettingLayer.Secrets]).Distinct()];
        List<string> variables = [.. sources[SettingLayer.Environment].Distinct()];
        List<string> parts = [];
        if (files.Count > 0)
        {
            parts.Add(Listing.Join(files));
        }

        if (variables.Count > 0)
        {
            parts.Add($"{Listing.Count(variables.Count, "variable")} ({Listing.Join(variables)})");
        }

        if (sources[SettingLayer.Programmatic].Any())
        {
            parts.Add("--set");
        }

        return parts.Count == 0 ? "no file and no variable gives a value; the defaults are in force" : "read " + string.Join(", ", parts);
    }
}
