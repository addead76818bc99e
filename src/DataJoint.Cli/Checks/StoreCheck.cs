using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli;

/// <summary>Is a store reached, as whom, and does it take an object and give it back? What is written is removed again.</summary>
internal sealed class StoreCheck(CheckSubject subject, string store, StoreProbing probing) : ICheck
{
    public string Id => "store:" + Display.Sanitize(store);

    public string Name => "store " + Display.Sanitize(store);

    public async Task<CheckOutcome> RunAsync(CancellationToken cancellationToken)
    {
        if (probing == StoreProbing.None)
        {
            return CheckOutcome.Skip("not tried: --offline");
        }

        if (subject.Snapshot.Stores.Validate(store).Count > 0)
        {
            return CheckOutcome.Skip("not tried: its settings are wrong");
        }

        StoreProtocols.Register();
        StoreSpec spec = subject.Snapshot.Stores[store];
        if (StoreAdapters.Find(spec.Protocol) is null)
        {
            return CheckOutcome.Skip($"djc has no adapter for {spec.Protocol} stores, so it was not contacted");
        }

        try
        {
            await using IObjectStore opened = StoreAdapters.Open(spec);
            bool isUnmade = opened is FileObjectStore { Location: string location } && !Directory.Exists(location);

            // First as whom and how, so that what follows is about rights alone.
            StoreReport? report = opened is IStoreReporting reporting ? await reporting.ReportAsync(cancellationToken) : null;
            ProbeResult result = await StoreProbe.RunAsync(opened, probing == StoreProbing.ReadOnly, cancellationToken);
            return Failure(result) ?? Judge(opened is FileObjectStore files ? files.Location : spec.ToString(), isUnmade, report);
        }
        catch (StoreException refused)
        {
            return Refused("reach", refused, hint: null);
        }
    }

    private static CheckOutcome? Failure(ProbeResult result) => result.Steps.FirstOrDefault(s => s.Status == ProbeStatus.Failed) switch
    {
        null => null,
        { Error: StoreException refused } failed => Refused(failed.Name, refused, failed.Hint),
        ProbeStep failed => CheckOutcome.Fail($"{failed.Name}: {Display.Sanitize(failed.Message, 400)}", failed.Hint),
    };

    private static CheckOutcome Refused(string step, StoreException refused, string? hint)
    {
        Diagnostic finding = StoreFault.ToDiagnostic(refused, hint);
        return CheckOutcome.Fail($"{step}: {finding.Message}", finding.Hint) with { Diagnostics = [finding] };
    }

    private CheckOutcome Judge(string target, bool isUnmade, StoreReport? report)
    {
        string shown = Display.Sanitize(target, 400);
        bool isReadOnly = probing == StoreProbing.ReadOnly;
        if (isUnmade)
        {
            string tried = isReadOnly ? "not tried: --read-only" : "tried, and removed again";
            return CheckOutcome.Warn($"{shown} does not exist yet; a write makes it ({tried})", "Should a share be mounted there? Then mount it first.");
        }

        string done = isReadOnly ? $"{shown} was listed, and nothing written (--read-only)" : $"an object was written, read back, listed and deleted in {shown}";
        return report is null ? CheckOutcome.Pass(done) : StoreReportText.Judge(done, report);
    }
}
