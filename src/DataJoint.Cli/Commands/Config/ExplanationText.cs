using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;

namespace DataJoint.Cli.Commands.Config;

/// <summary>Writes the explanation of a setting for people.</summary>
internal static class ExplanationText
{
    public static void Write(CommandContext context, SettingExplanation explanation, IReadOnlyList<string> reasons)
    {
        Style style = context.OutputStyle;
        TextWriter writer = context.Output;
        ResolvedSetting setting = explanation.Setting;
        writer.Write($"{style.Bold(Display.Sanitize(setting.Key))} = {SettingsTable.ValueOf(setting.Value, setting.Reference, reveal: false)}\n");
        writer.Write(Break(context, explanation.Description, 0) + "\n\n");
        Fact(context, "type", SettingTypes.Describe(explanation.Rule) + (setting.IsSecret ? ", secret" : ""));
        Fact(context, "default", DefaultOf(explanation));
        Fact(context, "variables", VariablesOf(explanation));
        writer.Write('\n');
        WriteCandidates(context, explanation);
        foreach (string reason in reasons)
        {
            writer.Write(Break(context, reason, 0) + "\n");
        }
    }

    private static void WriteCandidates(CommandContext context, SettingExplanation explanation)
    {
        if (explanation.Candidates.Count == 0)
        {
            return;
        }

        Style style = context.OutputStyle;
        TextTable table = new(
            new TableColumn(""), new TableColumn(""), new TableColumn("") { Least = SettingsTable.ShortestValue }, new TableColumn("") { Least = SettingsTable.ShortestOrigin });
        foreach (SettingCandidate candidate in explanation.Candidates)
        {
            table.Add(
                (_, text) => candidate.Wins ? style.Green(text) : style.Dim(text),
                candidate.Wins ? ">" : " ", SettingJson.NameOf(candidate.Layer), SettingsTable.ValueOf(candidate.Value, candidate.Reference, reveal: false),
                Display.Sanitize(candidate.Origin?.ToString() ?? "built in", 4096));
        }

        table.Write(context.Output, context.OutputWidth, style);
        context.Output.Write('\n');
    }

    private static string DefaultOf(SettingExplanation explanation)
    {
        string value = explanation.Default.HasValue ? SettingsTable.ValueOf(explanation.Default, reveal: false) : "none";
        return explanation.Definition?.DefaultNote is string note ? $"{value} ({note})" : value;
    }

    private static string VariablesOf(SettingExplanation explanation) =>
        explanation.EnvironmentVariables.Count == 0
            ? "none"
            : string.Join(", ", explanation.EnvironmentVariables) + " (or with _FILE, naming a file that holds it)";

    private static void Fact(CommandContext context, string name, string text)
    {
        const int Before = 13;
        context.Output.Write($"  {context.OutputStyle.Dim(TextWidth.Pad(name, Before - 4))}  {Break(context, text, Before)}\n");
    }

    private static string Break(CommandContext context, string text, int indent) => TextLines.Break(text, context.OutputWidth, indent);
}
