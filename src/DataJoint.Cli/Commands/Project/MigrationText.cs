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
    public static void WritePlan(CommandContext context, MigrationPlan plan)
    {
        Style style = context.OutputStyle;
        Line(context, style.Bold($"{Display.Sanitize(plan.OldFile, 400)} (DataJoint 0.x) → {Display.Sanitize(plan.Root, 400)}"));
        int old = Width(plan, "OLD KEY", step => step.OldKey, WidestKey);
        int target = Width(plan, "NEW KEY", step => step.NewKey, WidestKey);
        int value = Width(plan, "VALUE", step => step.Value.ToString(), WidestValue);
        Line(context, "");
        Line(context, style.Bold($"  {Cell("OLD KEY", old)}  {Cell("NEW KEY", target)}  {Cell("VALUE", value)}  PLACE"));
        foreach (MigrationStep step in plan.Steps)
        {
            string row = $"{Mark(step.Action)} {Cell(step.OldKey, old)}  {Cell(step.NewKey, target)}  {Cell(step.Value.ToString(), value)}  {Place(step)}".TrimEnd();
            Line(context, step.IsWritten ? row : step.Action == MigrationAction.Conflict ? style.Yellow(row) : style.Dim(row));
            if (step.Note is string note && (step.Action != MigrationAction.Present || step.File is null))
            {
                Line(context, "    " + style.Dim(note));
            }
        }

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
        MigrationAction.Conflict => '!',
        MigrationAction.Present => '=',
        _ => ' ',
    };

    private static string Place(MigrationStep step) => step.Action switch
    {
        MigrationAction.Conflict => $"stays as it is in {Display.Sanitize(step.File!)}",
        MigrationAction.Present when step.File is not null => $"there already, in {Display.Sanitize(step.File)}",
        _ => Display.Sanitize(step.File ?? ""),
    };

    private static int Width(MigrationPlan plan, string title, Func<MigrationStep, string> text, int max) =>
        Math.Min(max, plan.Steps.Select(step => TextWidth.Measure(Display.Sanitize(text(step)))).Append(title.Length).Max());

    private static string Cell(string text, int width) => TextWidth.Pad(TextWidth.Shorten(Display.Sanitize(text), width), width);

    private static void Line(CommandContext context, string text) => context.Output.Write(text + "\n");
}
