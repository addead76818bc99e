using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Checks.Stores;

/// <summary>Is every store rightly configured? Nothing is contacted.</summary>
internal sealed class StoresCheck : ICheck
{
    public string Id => "stores";

    public string Name => "store settings";

    public async Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        StoreCollection stores = context.Snapshot.Stores;
        StoreProblems found = await StoreProblems.FindAsync(context, cancellationToken).ConfigureAwait(false);
        List<Diagnostic> problems = [.. stores.ValidateDefaults(), .. stores.SelectMany(found.Of)];
        if (problems.Count > 0)
        {
            string message = Listing.Join([.. problems.Select(p => p.Message)], "; ");
            return CheckOutcome.Fail(message, problems.Count == 1 ? problems[0].Hint : null, problems);
        }

        return stores.Count == 0
            ? CheckOutcome.Skip("no store is configured")
            : CheckOutcome.Pass(Listing.Join([.. stores.Select(n => $"{Display.Sanitize(n)} ({stores.Text(n, "protocol")})")]));
    }
}
