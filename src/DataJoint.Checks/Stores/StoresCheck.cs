using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;

namespace DataJoint.Checks.Stores;

/// <summary>Is every store rightly configured? Nothing is contacted.</summary>
internal sealed class StoresCheck : ICheck
{
    public string Id => "stores";

    public string Name => "store settings";

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        StoreCollection stores = context.Snapshot.Stores;
        List<Diagnostic> problems = [.. stores.Validate()];
        problems.AddRange(stores.Where(name => stores.Validate(name).Count == 0).SelectMany(name => StoreProblems.Find(context.Snapshot, name)));
        if (problems.Count > 0)
        {
            string message = Listing.Join([.. problems.Select(p => p.Message)], "; ");
            return Task.FromResult(CheckOutcome.Fail(message, problems.Count == 1 ? problems[0].Hint : null, problems));
        }

        return Task.FromResult(stores.Count == 0
            ? CheckOutcome.Skip("no store is configured")
            : CheckOutcome.Pass(Listing.Join([.. stores.Select(n => $"{Display.Sanitize(n)} ({stores.Text(n, "protocol")})")])));
    }
}
