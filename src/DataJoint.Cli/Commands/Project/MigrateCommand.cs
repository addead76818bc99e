using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc migrate [FILE]</c>: from a configuration of DataJoint 0.x to the files of today.</summary>
internal static class MigrateCommand
{
    private static readonly OptionDefinition Yes = new("--yes", null, "Write the files without asking");

    public static Command Define() => new("migrate", "Turn a DataJoint 0.x configuration into datajoint.json and .secrets/")
    {
        Description =
            """
            Reads a configuration of DataJoint 0.x and shows where each value goes: settings to datajoint.json, the database's
            user and every credential to .secrets/, and what is not a setting of today below "custom" in datajoint.json. Nothing is
            dropped, and what the project has already is never overwritten. With --yes, or after a yes on a terminal, the files
            are written; elsewhere nothing is. Run again, it does what is left. The old file stays as it is.
            """,
        Arguments = [new("FILE", "The old file; by default dj_local_conf.json here, else ~/.datajoint_config.json", IsOptional: true) { Kind = WordKind.File }],
        Options = [Yes],
        Examples =
        [
            ("djc migrate", "show what would become of the old configuration"),
            ("djc migrate --yes", "do it"),
            ("djc migrate ~/.datajoint_config.json --yes", "from a named file"),
        ],
        Run = Run,
    };

    private static ValueTask<int> Run(CommandContext context)
    {
        if (context.Environment is not null)
        {
            throw CommandException.UsageError("djc migrate takes no --env", "configurations of DataJoint 0.x know no environments");
        }

        ProjectLocation project = ProjectEditor.Locate(context.CreateOptions());
        var plan = MigrationPlan.Create(FindOldFile(context, project), project);
        bool asJson = context.Format == OutputFormat.Json;
        if (!asJson)
        {
            MigrationText.WritePlan(context, plan, "DataJoint 0.x", "OLD KEY");
        }

        bool agreed = plan.HasWork && (context.Has(Yes) || (!asJson && Ask(context, plan)));
        IReadOnlyList<FileEdit> edits = agreed ? EditReport.Guard(plan.Apply) : [];
        if (asJson)
        {
            context.WriteJson(json => MigrationJson.Write(json, plan, agreed, edits));
        }
        else if (agreed)
        {
            EditReport.Write(context, edits);
            MigrationText.WriteRemainder(context, plan);
        }

        bool declined = plan.HasWork && !agreed && !asJson && Question.CanBeAsked(context.Terminal);
        return new(declined ? ExitCode.Failure : ExitCode.Done);
    }

    private static string FindOldFile(CommandContext context, ProjectLocation project)
    {
        if (context.Arguments.Count == 0)
        {
            return MigrationPlan.FindOldFile(project.StartDirectory, context.HostEnvironment.FindHomeDirectory())
                ?? throw new CommandException(
                    ExitCode.Failure, "there is no old configuration: neither dj_local_conf.json here nor ~/.datajoint_config.json",
                    "name the file: djc migrate FILE");
        }

        string given = context.Arguments[0];
        string path = Path.Combine(context.HostEnvironment.FindCurrentDirectory() ?? project.StartDirectory, given);
        bool exists = given.Length > 0 && !given.Contains('\0', StringComparison.Ordinal) && MigrationPlan.Exists(path);
        return exists ? path : throw new CommandException(ExitCode.Failure, $"{Display.Quote(given)} does not exist, so there is nothing to migrate");
    }

    private static bool Ask(CommandContext context, MigrationPlan plan)
    {
        context.Output.Flush();
        if (!Question.CanBeAsked(context.Terminal))
        {
            context.Error.Write("nothing has been written; to do it, add --yes\n");
            return false;
        }

        return Question.Ask(context, $"Write these into {Display.Sanitize(plan.Root)}?");
    }
}
