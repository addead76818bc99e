using DataJoint.Configuration;
using DataJoint.Configuration.Files;
using DataJoint.Configuration.Layers;
using DataJoint.Configuration.Snapshots;
using DataJoint.Configuration.Values;

namespace DataJoint.Fuzz;

/// <summary>What holds for every outcome.</summary>
internal static class Promises
{
    /// <summary>A diagnostic can be printed as it is, and its place and caret exist.</summary>
    public static void Check(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            string text = diagnostic + diagnostic.Hint;
            FuzzFailure.Unless(text.All(c => !char.IsControl(c)), "a diagnostic holds a control character: " + Display.Sanitize(text, 500));
            FuzzFailure.Unless(text.Length < 1500, "a diagnostic is endless");
            if (diagnostic.Origin is { Line: int line, Column: int column })
            {
                FuzzFailure.Unless(line > 0 && column > 0, "a place is not one: " + diagnostic.Origin);
            }

            if (diagnostic.Excerpt is Excerpt excerpt)
            {
                FuzzFailure.Unless(excerpt.Caret >= 0 && excerpt.Caret <= excerpt.Line.Length, "the caret is off the line");
                FuzzFailure.Unless(excerpt.Line.All(c => c == '\t' || !char.IsControl(c)), "an excerpt holds a control character");
                FuzzFailure.Unless(excerpt.LineNumber == diagnostic.Origin!.Line, "the excerpt is of another line");
            }
        }
    }

    /// <summary>What was read can be resolved, listed, explained, printed and validated.</summary>
    public static void Resolve(params ValueTable[] tables)
    {
        ProjectLocation project = new("/", null, hasConfigFile: false, EntryFacts.Missing, null);
        ConfigurationSnapshot snapshot = new(new LayerStack(tables), new LoadContext(project, [], false));
        foreach (ResolvedSetting setting in snapshot.ListSettings())
        {
            _ = setting.ToString();
            SettingExplanation explanation = snapshot.Explain(setting.Key);
            _ = explanation.ToString();
            bool agrees = explanation.Candidates.Count == 0 ? !setting.Value.HasValue : explanation.Candidates[0].Value == setting.Value;
            FuzzFailure.Unless(agrees, "the explanation of " + setting.Key + " contradicts its value");
            FuzzFailure.Unless(snapshot[setting.Key] == setting.Value, "the indexer contradicts " + setting.Key);
        }

        Check(snapshot.Stores.Validate());
        _ = snapshot.ToString();
    }
}
