using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Checks.Stores;

/// <summary>What is wrong with a store's settings, without any contact: what the configuration finds, else what the protocol's adapter finds.</summary>
internal static class StoreProblems
{
    public static IReadOnlyList<Diagnostic> Find(ConfigurationSnapshot snapshot, string store)
    {
        IReadOnlyList<Diagnostic> wrong = snapshot.Stores.Validate(store);
        if (wrong.Count > 0)
        {
            return wrong;
        }

        StoreSpec spec = snapshot.Stores[store];
        return [.. (StoreAdapters.Find(spec.Protocol)?.FindProblems(spec) ?? []).Select(problem => problem.Diagnostic)];
    }
}
