using DataJoint.Checks.Configuration;
using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Checks.Stores;

/// <summary>Is a store reached, as whom, and does it take an object and give it back? What is written is removed again.</summary>
internal sealed class StoreCheck(string store) : ICheck
{
    public string Id => "store:" + Display.Sanitize(store);

    public string Name => "store " + Display.Sanitize(store);

    public async Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        if (context.Contact == ServerContact.None)
        {
            return CheckOutcome.Skip("not tried: " + context.Words.NoContact);
        }

        StoreProblems found = await StoreProblems.FindAsync(context, cancellationToken).ConfigureAwait(false);
        if (found.Of(store).Count > 0)
        {
            return CheckOutcome.Skip("not tried: its settings are wrong");
        }

        StoreSpec spec = context.Snapshot.Stores[store];
        if (StoreAdapters.Find(spec.Protocol) is null)
        {
            return CheckOutcome.Skip($"{context.Words.Program} has no adapter for {spec.Protocol} stores, so it was not contacted");
        }

        (CheckOutcome outcome, Diagnostic? met) = await TryAsync(spec, context, cancellationToken).ConfigureAwait(false);
        return met is not null && await ReferencesCheck.TellsAsync(context, met, cancellationToken).ConfigureAwait(false)
            ? CheckOutcome.Fail("not tried: a credential cannot be read (see references)")
            : outcome;
    }

    /// <summary>Uses the store; what went wrong comes beside the outcome.</summary>
    private static async Task<(CheckOutcome Outcome, Diagnostic? Met)> TryAsync(StoreSpec spec, CheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            IObjectStore opened = StoreAdapters.Open(spec);
            await using (opened.ConfigureAwait(false))
            {
                return await InspectAsync(opened, opened is FileObjectStore files ? files.Location : spec.ToString(), context, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StoreException refused)
        {
            return Refused("reach", refused, hint: null);
        }
    }

    private static async Task<(CheckOutcome Outcome, Diagnostic? Met)> InspectAsync(IObjectStore opened, string target, CheckContext context, CancellationToken cancellationToken)
    {
        bool isUnmade = opened is FileObjectStore { Location: string location } && !Directory.Exists(location);

        // First as whom and how, so that what follows is about rights alone.
        StoreReport? report = opened is IStoreReporting reporting ? await reporting.ReportAsync(cancellationToken).ConfigureAwait(false) : null;
        string? unwritten = context.Contact == ServerContact.Write ? null : context.Words.NoWriting;
        ProbeResult result = await StoreProbe.RunAsync(opened, readOnly: unwritten is not null, cancellationToken).ConfigureAwait(false);
        return Failure(result) ?? (Judge(Display.Sanitize(target, 400), unwritten, isUnmade, report, (opened as IStoreReporting)?.DescribeLimits()), null);
    }

    private static (CheckOutcome Outcome, Diagnostic? Met)? Failure(ProbeResult result) => result.Steps.FirstOrDefault(s => s.Status == ProbeStatus.Failed) switch
    {
        null => null,
        { Error: StoreException refused } failed => Refused(failed.Name, refused, failed.Hint),
        ProbeStep failed => (CheckOutcome.Fail($"{failed.Name}: {Display.Sanitize(failed.Message, 400)}", failed.Hint), null),
    };

    private static (CheckOutcome Outcome, Diagnostic Met) Refused(string step, StoreException refused, string? hint)
    {
        Diagnostic finding = refused.Diagnostic;
        string? fix = refused.Hint ?? hint ?? finding.Hint;
        return (CheckOutcome.Fail($"{step}: {finding.Message}", fix, [new Diagnostic(finding.Rule, finding.Message, fix)]), finding);
    }

    private static CheckOutcome Judge(string shown, string? unwritten, bool isUnmade, StoreReport? report, string? limits)
    {
        if (isUnmade)
        {
            string tried = unwritten is null ? "tried, and removed again" : $"not tried: {unwritten}";
            return CheckOutcome.Warn($"{shown} does not exist yet; a write makes it ({tried})", "Should a share be mounted there? Then mount it first.");
        }

        string done = unwritten is null ? $"an object was written, read back, listed and deleted in {shown}" : $"{shown} was listed, and nothing written ({unwritten})";
        return report is null ? CheckOutcome.Pass(done) : StoreReportText.Judge(limits is null ? done : $"{done}; {Display.Sanitize(limits, 400)}", report);
    }
}
