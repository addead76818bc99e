using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Cli;

/// <summary>Does a store take an object and give it back? What is written is removed again.</summary>
internal sealed class StoreCheck(CheckSubject subject, string store, bool isOffline) : ICheck
{
    public string Id => "store:" + Display.Sanitize(store);

    public string Name => "store " + Display.Sanitize(store);

    public async Task<CheckOutcome> RunAsync(CancellationToken cancellationToken)
    {
        if (isOffline)
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
            return CheckOutcome.Skip($"this version does not connect to {spec.Protocol} stores, so it was not contacted");
        }

        try
        {
            await using IObjectStore opened = StoreAdapters.Open(spec);
            bool isUnmade = opened is FileObjectStore { Location: string location } && !Directory.Exists(location);
            ProbeResult result = await StoreProbe.RunAsync(opened, readOnly: false, cancellationToken);
            return Judge(result, opened is FileObjectStore files ? files.Location : spec.ToString(), isUnmade);
        }
        catch (StoreException refused)
        {
            return CheckOutcome.Fail(Display.Sanitize(refused.Message, 400));
        }
    }

    private static CheckOutcome Judge(ProbeResult result, string target, bool isUnmade)
    {
        if (result.Steps.FirstOrDefault(s => s.Status == ProbeStatus.Failed) is ProbeStep failed)
        {
            return CheckOutcome.Fail($"{failed.Name}: {Display.Sanitize(failed.Message, 400)}", failed.Hint);
        }

        string shown = Display.Sanitize(target, 400);
        return isUnmade
            ? CheckOutcome.Warn($"{shown} does not exist yet; a write makes it (tried, and removed again)", "Should a share be mounted there? Then mount it first.")
            : CheckOutcome.Pass($"an object was written, read back, listed and deleted in {shown}");
    }
}
