using DataJoint.Configuration;
using DataJoint.Stores;

namespace DataJoint.Checks.Stores;

/// <summary>
/// What is wrong with the settings of each store, without any contact: what the configuration finds, else what the protocol's adapter finds. Found once in a run.
/// </summary>
internal sealed class StoreProblems
{
    private readonly Dictionary<string, IReadOnlyList<Diagnostic>> _problems;

    private StoreProblems(StoreCollection stores) =>
        _problems = stores.ToDictionary(name => name, name => Find(stores, name), StringComparer.Ordinal);

    /// <summary>Looks, or takes what another check has found.</summary>
    public static Task<StoreProblems> FindAsync(CheckContext context, CancellationToken cancellationToken) =>
        context.ShareAsync(static (context, _) => Task.FromResult(new StoreProblems(context.Snapshot.Stores)), cancellationToken);

    /// <summary>What is wrong with one of the stores.</summary>
    public IReadOnlyList<Diagnostic> Of(string store) => _problems[store];

    private static IReadOnlyList<Diagnostic> Find(StoreCollection stores, string name) => stores.Find(name, out IReadOnlyList<Diagnostic> wrong) is not StoreSpec spec
        ? wrong
        : [.. (StoreAdapters.Find(spec.Protocol)?.FindProblems(spec) ?? []).Select(problem => problem.Diagnostic)];
}
