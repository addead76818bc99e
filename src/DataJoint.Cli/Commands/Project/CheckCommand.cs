using DataJoint.Checks;
using DataJoint.Checks.Configuration;
using DataJoint.Checks.Runs;
using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Rendering;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;

namespace DataJoint.Cli.Commands.Project;

/// <summary><c>djc check</c>: the main job. Looks at everything, says what is wrong and how to fix it.</summary>
internal static class CheckCommand
{
    private const string PythonId = "python";
    private static readonly CheckWords Words = new("djc", "--offline", "--read-only");
    private static readonly OptionDefinition Offline = new("--offline", null, "Contact neither the database nor the stores");
    private static readonly OptionDefinition ReadOnly = new("--read-only", null, "Only list what is in the stores; write nothing into them");
    private static readonly OptionDefinition Skip = new(
        "--skip", "CHECK", "Do not make this check, for example python; repeatable")
    { IsRepeatable = true, Choices = CheckList.Ids };
    private static readonly OptionDefinition Fix = new("--fix", null, "Fix permissions of .secrets/ and the .gitignore first, and say what was changed");

    public static Command Define() => new("check", "Check settings, secrets, git, database and stores")
    {
        Description =
            """
            Loads the configuration and looks at settings, stores, permissions and git; compares with what datajoint-python would
            resolve; opens the database and tells server and version, TLS, rights and clock; tells how each store is reached and as
            whom, puts an object into it and removes it again (--read-only: lists it). Nothing is left behind. --skip leaves a check
            out: --skip python where no Python program shares the project.
            The exit code is 0 when nothing failed (1 otherwise, 3 when the configuration cannot be loaded); with --strict a
            warning is a failure. --format github prints annotations for a workflow.
            """,
        Options = [Offline, ReadOnly, Skip, Fix],
        Formats = [OutputFormat.Text, OutputFormat.Json, OutputFormat.GitHub],
        Examples =
        [
            ("djc check", "look at everything"),
            ("djc check --fix", "fix permissions and .gitignore, then look"),
            ("djc check --offline --format github", "in a workflow, before anything is connected"),
        ],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        CancellationToken cancellation = context.Cancellation;
        RepairReport? repairs = null;
        ProjectLocation? project = null;
        ConfigurationSnapshot snapshot;
        try
        {
            project = ProjectEditor.Locate(context.CreateOptions());
            if (context.Has(Fix))
            {
                repairs = await ProjectRepair.RunAsync(project, cancellation);
            }

            snapshot = context.LoadSnapshot();
        }
        catch (ConfigurationException failure)
        {
            return ReportFailure(context, project?.Root, repairs, failure);
        }

        if (!context.Has(Offline) && Question.CanBeAsked(context.Terminal))
        {
            DestinationConsent.Require(context, snapshot, snapshot.AllFlows);
        }

        ServerContact contact = ContactOf(context);
        if (snapshot.Stores.Count > 0)
        {
            StoreProtocols.Register();
        }

        CheckContext subject = new(snapshot, context.HostEnvironment) { Contact = contact, Repairs = repairs ?? new(), Words = Words };
        CheckReport report = await CheckRunner.RunAsync(CheckList.Create(snapshot).Where(check => !Skips(context, check.Id)), subject, cancellation);
        Write(context, report, ComparesWithPython(context) ? await PythonCheck.CompareAsync(subject, cancellation) : null);
        return report.IsOk ? ExitCode.Done : ExitCode.Failure;
    }

    private static ServerContact ContactOf(CommandContext context) =>
        context.Has(Offline) ? ServerContact.None : context.Has(ReadOnly) ? ServerContact.Read : ServerContact.Write;

    private static bool Skips(CommandContext context, string check) => context.Line.ListValues(Skip).Contains(check);

    private static bool ComparesWithPython(CommandContext context) => !Skips(context, PythonId);

    private static void Write(CommandContext context, CheckReport report, PythonReport? python)
    {
        switch (context.Format)
        {
            case OutputFormat.Json:
                context.WriteJson(json =>
                {
                    CheckJson.Write(json, report);
                    PythonReportJson.WriteMember(json, python);
                });
                break;
            case OutputFormat.GitHub:
                new CheckAnnotations(context.Output, report.Project.Root).Write(report);
                break;
            default:
                new CheckText(context.Output, context.OutputStyle, CheckMarks.For(context.Terminal), context.OutputWidth).Write(report);
                break;
        }
    }

    /// <summary>What was fixed is told even when the rest stops here.</summary>
    private static int ReportFailure(CommandContext context, string? root, RepairReport? repairs, ConfigurationException failure)
    {
        foreach (string repaired in repairs is null ? [] : repairs.Permissions.Concat(repairs.IgnoreRules))
        {
            context.Error.Write($"fixed: {repaired}\n");
        }

        if (context.Format == OutputFormat.GitHub)
        {
            new CheckAnnotations(context.Output, root).Write(failure.Diagnostics);
        }

        PythonReport? python = ComparesWithPython(context) ? PythonComparison.Predict(context.CreateOptions()) : null;
        if (context.Format == OutputFormat.Json)
        {
            context.WriteJson(json =>
            {
                DiagnosticJson.WriteFailure(json, failure.Diagnostics);
                PythonReportJson.WriteMember(json, python);
            });
        }
        else
        {
            context.ReportFailure(failure);
            context.ReportDiagnostics(python?.Diagnostics ?? []);
        }

        return ExitCode.InvalidConfiguration;
    }
}
