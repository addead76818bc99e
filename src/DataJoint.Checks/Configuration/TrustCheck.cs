using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Trust;

namespace DataJoint.Checks.Configuration;

/// <summary>Which credential from outside the project goes where, when another layer names the destination? Nothing is contacted.</summary>
internal sealed class TrustCheck : ICheck
{
    public string Id => "trust";

    public string Name => "destinations of credentials";

    /// <summary>Only where a credential from outside the project goes where another layer says.</summary>
    public bool AppliesTo(CheckContext context) => FlowsIn(context.Snapshot).Any();

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<CredentialFlow> flows = [.. FlowsIn(context.Snapshot)];
        IReadOnlyList<Diagnostic> found = context.Snapshot.Context.Trust.Assess(flows);
        if (found.Count == 0)
        {
            return Task.FromResult(CheckOutcome.Pass(Listing.Join([.. flows.Select(flow => flow.Describe("goes to"))], "; ")));
        }

        // Where nothing is contacted, nothing is sent, and what would be refused is not wrong yet.
        string message = Listing.Join([.. found.Select(d => d.Message)], "; ");
        string hint = string.Join(" ", found.Select(d => d.Hint).Distinct());
        return Task.FromResult(context.Contact != ServerContact.None && found.Any(d => d.Severity == DiagnosticSeverity.Error)
            ? CheckOutcome.Fail(message, hint, found)
            : CheckOutcome.Warn(message, hint, found));
    }

    private static IEnumerable<CredentialFlow> FlowsIn(ConfigurationSnapshot snapshot) =>
        snapshot.AllFlows.Where(flow => flow.Credential.IsOutside && (flow.CrossesLayers || flow.NeedsTrust));
}
