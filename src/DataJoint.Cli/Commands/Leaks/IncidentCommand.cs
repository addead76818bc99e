using DataJoint.Cli.CommandLine;
using DataJoint.Cli.Commands.Secrets;
using DataJoint.Cli.Scans;
using DataJoint.Cli.Transfers;
using DataJoint.Configuration;
using DataJoint.Git;
using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Commands.Leaks;

/// <summary><c>djc incident</c>: everything that a leaked credential takes, in the order that matters.</summary>
internal static class IncidentCommand
{
    private static readonly OptionDefinition Yes = new("--yes", null, "Do every step that can be done without a person, and ask nothing");
    private static readonly OptionDefinition DryRun = new("--dry-run", null, "Show what leaked and what each step would do; change nothing, and try no credential");
    private static readonly OptionDefinition Skip = new("--skip", "STEP=WHY", "Go on without a step (rotate, refused, purge, gone); the report tells why") { IsRepeatable = true };
    private static readonly OptionDefinition Report = new("--report", "FILE", "Write what leaked and what was done: HTML for FILE.html, else Markdown") { Kind = WordKind.File };
    private static readonly OptionDefinition Baseline = new(
        "--baseline", "FILE", $"Accept the leaks that FILE lists (else {BaselineFile.UsualName} in the current directory)")
    { Kind = WordKind.File };

    public static Command Define() => new("incident", "Walk through what a leaked credential takes")
    {
        Description =
            """
            Scans files and history, and shows what leaked, where and since when. Then, in the order that matters: the credentials are
            changed (the password of the database and the keys of stores as by djc secrets rotate; for others it says how), the former
            ones are tried and must be refused, they are taken out of the history, and files and history are scanned again and must
            hold none. Nothing is pushed: the commands for that are shown and stand in the report.

            Each step asks; a step that is not wanted can be skipped with a reason. Interrupted or killed anywhere, the same command
            goes on where it was: what is needed for that is kept in .secrets/.incident/, sealed and for the owner alone, until the
            incident is over. Without a terminal and without --yes it only tells.

            The exit code is 0 when nothing leaked, or every step is done or skipped, and 1 while one is open.
            """,
        Options = [Yes, DryRun, Skip, Report, Baseline, RotateOptions.Admin, RotateOptions.IamEndpoint],
        Examples =
        [
            ("djc incident", "what leaked, and what is to be done; asks before each step"),
            ("djc incident --yes --report incident.md", "do what can be done, and write a report"),
            ("djc incident --skip purge='the repository is deleted'", "go on without a step"),
        ],
        Run = context => new(RunAsync(context)),
    };

    private static async Task<int> RunAsync(CommandContext context)
    {
        IncidentMode mode = ModeOf(context);
        IReadOnlyDictionary<IncidentStepKind, string> skipped = ReadSkipped(context);
        IncidentScan scan = new(context, context.Line.TryGet(Baseline, out string? file) ? file : null);
        DataJointConfig config = context.LoadConfig();
        context.ReportDiagnostics(config.Diagnostics);
        if (config.Snapshot.Stores.Count > 0)
        {
            StoreProtocols.Register();
        }

        try
        {
            using Incident? incident = Incident.Resume(config) ?? await BeginAsync(scan, config, mode);
            if (incident is null)
            {
                IncidentText.WriteNothing(context);
                return ExitCode.Done;
            }

            IncidentText text = new(context, incident);
            IncidentFlow flow = new(context, mode, config, incident)
            {
                Scan = scan,
                Text = text,
                Skipped = skipped,
                PrepareRotationAsync = credential => PrepareRotationAsync(context, config, (incident, text, mode), credential),
            };
            try
            {
                await flow.RunAsync();
            }
            finally
            {
                text.Finish(context.Line.TryGet(Report, out string? report) ? report : null);
            }

            return Close(incident, mode);
        }
        catch (GitException failed)
        {
            throw new CommandException(ExitCode.Failure, failed.Message, failed.Diagnostic.Hint);
        }
        catch (IncidentException failed)
        {
            throw new CommandException(ExitCode.Failure, failed.Message, failed.Diagnostic.Hint);
        }
    }

    private static async Task<Incident?> BeginAsync(IncidentScan scan, DataJointConfig config, IncidentMode mode)
    {
        IReadOnlyList<Leak> leaks = await scan.FindAsync();
        return leaks.Count == 0 ? null : Incident.Begin(config, leaks, keepsJournal: mode is IncidentMode.Ask or IncidentMode.Yes);
    }

    /// <summary>Where people make the keys, somebody must be there to be asked.</summary>
    private static async Task<Func<Task>?> PrepareRotationAsync(
        CommandContext context, DataJointConfig config, (Incident Incident, IncidentText Text, IncidentMode Mode) run, LeakedCredentialState credential)
    {
        if (credential.Store is string store && config.Snapshot.Stores.Contains(store))
        {
            StoreRotationOptions options = await KeyRotating.CreateOptionsAsync(context, config.Snapshot.Stores[store]);
            return options.Service is null && run.Mode != IncidentMode.Ask ? null
                : () => run.Incident.RotateStoreAsync(credential.Number, options, run.Text.WriteRotation, context.Cancellation);
        }

        return credential is { IsRotatable: true, Store: null }
            ? () => run.Incident.RotateAsync(credential.Number, PasswordRotating.CreateOptions(context), run.Text.WriteRotation, context.Cancellation)
            : null;
    }

    private static int Close(Incident incident, IncidentMode mode)
    {
        if (incident.Next is not null)
        {
            return mode == IncidentMode.DryRun ? ExitCode.Done : ExitCode.Failure;
        }

        incident.Close();
        return ExitCode.Done;
    }

    private static IncidentMode ModeOf(CommandContext context) => (context.Has(DryRun), context.Has(Yes)) switch
    {
        (true, true) => throw CommandException.UsageError("--dry-run and --yes exclude each other", "djc incident --dry-run shows what --yes would do"),
        (true, _) => IncidentMode.DryRun,
        (_, true) => IncidentMode.Yes,
        _ => Question.CanBeAsked(context.Terminal) && context.Format == OutputFormat.Text ? IncidentMode.Ask : IncidentMode.Tell,
    };

    private static Dictionary<IncidentStepKind, string> ReadSkipped(CommandContext context)
    {
        Dictionary<IncidentStepKind, string> skipped = [];
        foreach (string given in context.Line.ListValues(Skip))
        {
            string[] parts = given.Split('=', 2);
            IncidentStepKind? kind = parts[0] switch
            {
                "rotate" => IncidentStepKind.Rotate,
                "refused" => IncidentStepKind.ProveRefused,
                "purge" => IncidentStepKind.Purge,
                "gone" => IncidentStepKind.ProveGone,
                _ => null,
            };
            skipped[kind ?? throw CommandException.UsageError($"--skip: {Display.Quote(parts[0])} is not a step", "the steps are rotate, refused, purge and gone")] =
                parts.Length == 2 && parts[1].Trim().Length > 0 ? parts[1].Trim()
                : throw CommandException.UsageError($"--skip {parts[0]} needs a reason", $"for example --skip {parts[0]}='the server is gone'");
        }

        return skipped;
    }
}
