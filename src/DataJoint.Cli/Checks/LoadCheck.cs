using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>Says what was read, and passes on what the load found. A configuration that cannot be loaded never comes here.</summary>
internal sealed class LoadCheck(CheckSubject subject) : ICheck
{
    public string Id => "load";

    public string Name => "configuration";

    public Task<CheckOutcome> RunAsync(CancellationToken cancellationToken)
    {
        List<Diagnostic> found = [.. subject.Snapshot.Diagnostics.Where(d => !PermissionsCheck.IsAbout(d))];
        int warnings = found.Count(d => d.Severity == DiagnosticSeverity.Warning);
        string read = Describe();
        CheckOutcome outcome = warnings == 0
            ? CheckOutcome.Pass(read)
            : CheckOutcome.Warn($"{read}; {Listing.Count(warnings, "warning")} about {Listing.Join(Places(found))}");
        return Task.FromResult(outcome with { Diagnostics = found });
    }

    private static List<string> Places(List<Diagnostic> found) =>
        [.. found.Where(d => d.Severity == DiagnosticSeverity.Warning).Select(d => d.Origin?.ToString() ?? d.Id).Distinct()];

    private string Describe()
    {
        ILookup<SettingLayer, string> sources = subject.Snapshot.Stack.Tables
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
