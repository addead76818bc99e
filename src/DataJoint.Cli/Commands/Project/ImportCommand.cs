using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Exports;
using DataJoint.Cli.Rendering;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc import FORM FILE</c>: the variables of a file become the files of a project.</summary>
internal static class ImportCommand
{
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly OptionDefinition DryRun = new("--dry-run", null, "Show what would be written, and write nothing");
    private static readonly OptionDefinition Yes = new("--yes", null, "Replace other values without asking");

    public static Command Define() => new("import", "Take DJ_* variables from an .env file or a shell script")
    {
        Description =
            """
            Reads the DJ_* variables that a file gives and shows where each goes: credentials and the database's user to .secrets/,
            all else to datajoint.json. A value that the project does not have yet is written; another one is replaced after a yes
            on a terminal, or with --yes, and elsewhere nothing is written. The file stays as it is, and git is told to ignore it
            when it holds credentials.

            Nothing in the file is run or expanded. Of a shell script, plain assignments are understood: export DJ_HOST='db'. What a
            shell would run or expand, and what readers of .env files take for different values, is an error with its line.
            """,
        Arguments =
        [
            new("FORM", "How the file is written") { Choices = ["dotenv", "shell"] },
            new("FILE", "The file") { Kind = WordKind.File },
        ],
        Options = [DryRun, Yes],
        Examples =
        [
            ("djc import dotenv .env --dry-run", "show what would become of it"),
            ("djc import shell ~/lab-settings.sh", "do it"),
        ],
        Run = RunAsync,
    };

    private static async ValueTask<int> RunAsync(CommandContext context)
    {
        if (context.Environment is not null)
        {
            throw CommandException.UsageError("djc import takes no --env", "import into the project, and move what differs with djc config set --env and djc secrets set --env");
        }

        string name = context.Arguments[1];
        var file = VariableFile.Read(context.Arguments[0], await ReadAsync(context, name), Display.Sanitize(name));
        if (file.Faults.Count > 0)
        {
            throw CreateException(context, name, file);
        }

        if (file.Variables.Count == 0)
        {
            context.WriteNote($"{Display.Sanitize(name, 400)} has no variable whose name begins with DJ_");
        }

        var plan = MigrationPlan.FromVariables(LocalFile.Resolve(context, name), file.Variables, context.CreateOptions());
        bool asJson = context.Format == OutputFormat.Json;
        if (!asJson)
        {
            WritePlan(context, plan);
        }

        bool replaces = plan.Steps.Any(step => step.Action == MigrationAction.Replace);
        bool agreed = plan.HasWork && !context.Has(DryRun) && (!replaces || context.Has(Yes) || (!asJson && Ask(context, plan)));
        IReadOnlyList<FileEdit> edits = agreed ? EditReport.Guard(plan.Apply) : [];
        if (asJson)
        {
            WriteJson(context, plan, agreed, edits);
        }
        else if (agreed)
        {
            EditReport.Write(context, edits);
            MigrationText.WriteRemainder(context, plan);
        }

        return agreed || !plan.HasWork || context.Has(DryRun) ? ExitCode.Done
            : !asJson && Question.CanBeAsked(context.Terminal) ? ExitCode.Failure
            : ExitCode.UsageError;
    }

    private static async Task<byte[]> ReadAsync(CommandContext context, string name)
    {
        using FileStream stream = await LocalFile.OpenReadAsync(context, name, "name a file of variables, such as .env");
        byte[] buffer = new byte[MaxBytes + 1];
        int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.Cancellation);
        return length <= MaxBytes ? buffer[..length] : throw CommandException.UsageError($"{Display.Quote(name)} is larger than 4 MiB");
    }

    /// <summary>Every line that is not understood is told; the last one with what to do.</summary>
    private static CommandException CreateException(CommandContext context, string name, VariableFile file)
    {
        foreach ((int line, string problem) in file.Faults)
        {
            context.Error.Write($"{new Origin(name, line)}: {Display.Sanitize(problem, 400)}\n");
        }

        return CommandException.UsageError("nothing was imported", "change these lines, or set the values with djc config set and djc secrets set");
    }

    private static void WritePlan(CommandContext context, MigrationPlan plan)
    {
        MigrationText.WritePlan(context, plan, "variables", "VARIABLE");
        context.Output.Flush();
        foreach (string note in plan.Notes)
        {
            context.WriteNote(note);
        }

        context.ReportDiagnostics(plan.Diagnostics);
    }

    private static void WriteJson(CommandContext context, MigrationPlan plan, bool applied, IReadOnlyList<FileEdit> edits) => context.WriteJson(json =>
    {
        MigrationJson.Write(json, plan, applied, edits);
        json.WriteStartArray("notes");
        foreach (string note in plan.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        DiagnosticJson.WriteMember(json, plan.Diagnostics);
    });

    private static bool Ask(CommandContext context, MigrationPlan plan)
    {
        if (!Question.CanBeAsked(context.Terminal))
        {
            context.Error.Write("nothing has been written; to replace the values of the project, add --yes\n");
            return false;
        }

        return Question.Ask(context, $"Write these into {Display.Sanitize(plan.Root)}, in place of the values there?");
    }
}
