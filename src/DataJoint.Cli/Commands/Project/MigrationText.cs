using System.Globalization;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary>Writes a migration for people: a line for each value, where it goes, and why when that is not plain.</summary>
internal static class MigrationText
{
    private const int WidestValue = 32;
    private const int WidestKey = 48;

    /// <summary>Writes the plan.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="kind">What the file is.</param>
    /// <param name="column">What the names in it are, as the heading of their column.</param>
    public static void WritePlan(CommandContext context, MigrationPlan plan, string kind, string column)
    {
        Style style = context.OutputStyle;
        Line(context, style.Bold($"{Display.Sanitize(plan.OldFile, 400)} ({kind}) → {Display.Sanitize(plan.Root, 400)}"));
        Line(context, "");
        TextTable table = new(
            new TableColumn("  " + column) { Least = SettingsTable.ShortestValue },
            new TableColumn("NEW KEY") { Least = SettingsTable.ShortestValue },
            new TableColumn("VALUE") { Least = SettingsTable.ShortestOrigin, Drop = ColumnDrop.Last },
            new TableColumn("PLACE") { Least = SettingsTable.ShortestOrigin });
        foreach (MigrationStep step in plan.Steps)
        {
            table.Add(
                (_, text) => step.Action is MigrationAction.Conflict or MigrationAction.Replace ? style.Yellow(text) : step.IsWritten ? text : style.Dim(text),
                $"{Mark(step.Action)} {Cell(step.OldKey, WidestKey)}", Cell(step.NewKey, WidestKey), Cell(step.Value.ToString(), WidestValue), Place(step));
            if (step.Note is string note && (step.Action != MigrationAction.Present || step.File is null))
            {
                table.AddNote((_, text) => style.Dim(text), note);
            }
        }

        table.Write(context.Output, context.OutputWidth, style);
        Line(context, "");
        Line(context, Summary(plan));
    }

    /// <summary>Tells what is left to do by hand.</summary>
    public static void WriteRemainder(CommandContext context, MigrationPlan plan)
    {
        string[] credentials = [.. plan.CredentialsInOldFile.Select(key => Display.Sanitize(key))];
        string file = Display.Sanitize(plan.OldFile, 400);
        if (credentials.Length > 0)
        {
            context.Error.Write($"{context.ErrorStyle.Yellow("note:")} {file} still holds credentials: {string.Join(", ", credentials)}\n");
            string command = ShellWord.From(plan.OldFile) is string word ? ": rm " + word : "";
            context.Error.Write($"  {context.ErrorStyle.Cyan("help:")} when all works, remove it{command}\n");
            string untrack = ShellWord.From(plan.OldFile) is string tracked ? $": git rm --cached {tracked}" : "";
            context.Error.Write($"        if git tracks it, take it out{untrack}, and change the credentials: the history keeps them\n");
        }

        context.Error.Write("djc check says whether everything is right\n");
    }

    private static string Summary(MigrationPlan plan)
    {
        int written = plan.Steps.Count(step => step.IsWritten);
        List<string> parts = [written == 0 ? "nothing to write" : Count(written, "value") + " to write"];
        Add(parts, plan, MigrationAction.CarryAsCustom, "below custom");
        Add(parts, plan, MigrationAction.Replace, "in place of another value");
        Add(parts, plan, MigrationAction.Present, "there already");
        Add(parts, plan, MigrationAction.Conflict, "not written, since the project has another value");
        Add(parts, plan, MigrationAction.Unset, "not set");
        return string.Join("; ", parts);
    }

    private static void Add(List<string> parts, MigrationPlan plan, MigrationAction action, string meaning)
    {
        int count = plan.Steps.Count(step => step.Action == action);
        if (count > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {meaning}"));
        }
    }

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    private static char Mark(MigrationAction action) => action switch
    {
        MigrationAction.Carry or MigrationAction.CarryAsCustom => '+',
        MigrationAction.Conflict or MigrationAction.Replace => '!',
        MigrationAction.Present => '=',
        _ => ' ',
    };

    private static string Place(MigrationStep step) => step.Action switch
    {
        MigrationAction.Conflict => $"stays as it is in {Display.Sanitize(step.File!)}",
        MigrationAction.Present when step.File is not null => $"there already, in {Display.Sanitize(step.File)}",
        _ => Display.Sanitize(step.File ?? ""),
    };

    private static string Cell(string text, int max) => TextWidth.Shorten(Display.Sanitize(text), max);

    private static void Line(CommandContext context, string text) => context.Output.Write(text + "\n");
}
