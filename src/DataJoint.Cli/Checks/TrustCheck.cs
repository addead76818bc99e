using DataJoint.Configuration;

namespace DataJoint.Cli;

/// <summary>Which credential from outside the project goes where, when another layer names the destination? Nothing is contacted.</summary>
internal sealed class TrustCheck(CheckSubject subject, bool isOffline) : ICheck
{
    private readonly IReadOnlyList<CredentialFlow> _flows =
        [.. DestinationConsent.FlowsOf(subject.Snapshot).Where(flow => flow.Credential.IsOutside && (flow.CrossesLayers || flow.NeedsTrust))];

    public string Id => "trust";

    public string Name => "destinations of credentials";

    /// <summary>Whether there is anything to say.</summary>
    public bool Applies => _flows.Count > 0;

    public Task<CheckOutcome> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic> found = subject.Snapshot.Context.Trust.Assess(_flows);
        string message = found.Count > 0
            ? Listing.Join([.. found.Select(d => d.Message)], "; ")
            : Listing.Join([.. _flows.Select(flow => flow.Describe("goes to"))], "; ");

        // Where nothing is contacted, nothing is sent, and what would be refused is not wrong yet.
        CheckOutcome outcome = !isOffline && found.Any(d => d.Severity == DiagnosticSeverity.Error) ? CheckOutcome.Fail(message, found[0].Hint)
            : found.Count > 0 ? CheckOutcome.Warn(message, found[0].Hint)
            : CheckOutcome.Pass(message);
        return Task.FromResult(outcome with { Diagnostics = found });
    }
}
