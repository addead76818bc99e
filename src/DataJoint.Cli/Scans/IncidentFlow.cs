using DataJoint.Cli.CommandLine;
using DataJoint.Configuration;
using DataJoint.Configuration.Editing;
using DataJoint.Connections;
using DataJoint.Leaks;
using DataJoint.Operations;
using DataJoint.Stores;

namespace DataJoint.Cli.Scans;

/// <summary>Goes through the steps of an incident, and stops at the first that stays open.</summary>
internal sealed class IncidentFlow(CommandContext context, IncidentMode mode, DataJointConfig config, Incident incident)
{
    public required IncidentScan Scan { get; init; }

    public required IncidentText Text { get; init; }

    /// <summary>Finds how a credential is rotated here; null when it cannot be.</summary>
    public required Func<LeakedCredentialState, Task<Func<Task>?>> PrepareRotationAsync { get; init; }

    /// <summary>The steps that the command line skips, with the reasons.</summary>
    public required IReadOnlyDictionary<IncidentStepKind, string> Skipped { get; init; }

    private bool Acts => mode is IncidentMode.Ask or IncidentMode.Yes;

    public async Task RunAsync()
    {
        if (mode == IncidentMode.Ask)
        {
            DestinationConsent.Require(context, config.Snapshot, config.Snapshot.AllFlows);
        }

        if (Acts && incident.Credentials.All(credential => credential.TriedFirst is null) && Agrees("Try whether they still work?"))
        {
            await incident.TryAsync(TrialOptions, context.Cancellation);
        }

        Text.WriteLeaks();
        foreach (IncidentStepKind kind in Enum.GetValues<IncidentStepKind>())
        {
            IncidentStep step = incident.Steps.Single(each => each.Kind == kind);
            Text.WriteHeading(step);
            if (step.Status == IncidentStepStatus.Open && Skipped.TryGetValue(kind, out string? reason) && Acts)
            {
                step = incident.Skip(kind, reason);
            }

            step = step.Status == IncidentStepStatus.Open ? await DoAsync(step) : step;
            Text.WriteStep(step);
            if (step.Status == IncidentStepStatus.Open && Acts)
            {
                return;
            }
        }
    }

    private LeakVerificationOptions TrialOptions => new()
    {
        Confirm = mode == IncidentMode.Ask ? host => Question.Ask(context, $"Try what stands beside {Display.Sanitize(host)} there, too?") : null,
    };

    /// <summary>Does a step, as far as it is wanted and possible.</summary>
    private async Task<IncidentStep> DoAsync(IncidentStep step)
    {
        try
        {
            return step.Kind switch
            {
                IncidentStepKind.Rotate => await RotateAsync(step),
                IncidentStepKind.Purge => await PurgeAsync(step),
                _ when !Acts => step,
                IncidentStepKind.ProveRefused => await ProveRefusedAsync(step),
                _ => await ProveGoneAsync(),
            };
        }
        catch (Exception failed) when (failed is IDataJointException told
            and (RotationException or ConnectionException or StoreException or PurgeException or SecretException or ConfigurationEditException))
        {
            Text.WriteFailure(told.Diagnostic);
            return step;
        }
    }

    private async Task<IncidentStep> RotateAsync(IncidentStep step)
    {
        foreach (LeakedCredentialState credential in incident.Credentials.Where(each => each.Rotated is null))
        {
            if (incident.IsReplaced(credential.Number))
            {
                Declare(credential, "the configuration has another one by now");
                continue;
            }

            Text.WriteRemedy(credential);
            if (!Acts)
            {
                continue;
            }

            if (await PrepareRotationAsync(credential) is { } rotate && Agrees("Rotate it now?"))
            {
                await rotate();
            }
            else if (mode == IncidentMode.Ask && Question.Ask(context, "Has it been changed by hand?"))
            {
                Declare(credential, "changed by hand, as was said on the terminal");
            }
        }

        return !Acts ? step : incident.FinishRotation() is { Status: IncidentStepStatus.Open } open ? SkipOrNot(open) : incident.Steps.Single(each => each.Kind == step.Kind);
    }

    private void Declare(LeakedCredentialState credential, string how)
    {
        if (Acts)
        {
            incident.Declare(credential.Number, how);
        }
    }

    private async Task<IncidentStep> PurgeAsync(IncidentStep step)
    {
        if (!Scan.HasHistory)
        {
            return Acts ? incident.Skip(step.Kind, "there is no git repository") : step;
        }

        if (mode == IncidentMode.Tell)
        {
            return step;
        }

        PurgePlan plan = await incident.PlanPurgeAsync(Scan.Directory, context.Cancellation);
        Text.WritePlan(plan);
        return !Acts ? step
            : plan.HasChanges && !Agrees("Rewrite the history?") ? SkipOrNot(step)
            : await incident.PurgeAsync(Scan.Directory, context.Cancellation);
    }

    private async Task<IncidentStep> ProveRefusedAsync(IncidentStep step)
    {
        step = Agrees("Try the former credentials?") ? await incident.ProveRefusedAsync(TrialOptions, context.Cancellation) : step;
        return step.Status == IncidentStepStatus.Open ? SkipOrNot(step) : step;
    }

    private async Task<IncidentStep> ProveGoneAsync()
    {
        IncidentStep step = incident.ProveGone(await Scan.LookForAsync(incident.Secrets));
        return step.Status == IncidentStepStatus.Open ? SkipOrNot(step) : step;
    }

    private bool Agrees(string question) => mode == IncidentMode.Yes || Question.Ask(context, question);

    /// <summary>A step that is not done stays open, unless somebody says why it is not wanted.</summary>
    private IncidentStep SkipOrNot(IncidentStep step)
    {
        if (mode != IncidentMode.Ask)
        {
            return step;
        }

        string reason = Question.AskText(context, $"Go on without: {IncidentReport.NameOf(step.Kind)}? Say why, or press Enter to stop here:");
        return reason.Length == 0 ? step : incident.Skip(step.Kind, reason);
    }
}
