using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing;

namespace DataJoint.Checks.Configuration;

/// <summary>What would datajoint-python resolve differently? Information: the exit code does not depend on it.</summary>
internal sealed class PythonCheck : ICheck
{
    public string Id => "python";

    public string Name => "agreement with datajoint-python";

    public Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic> differences = PythonComparison.Run(context.Snapshot, context.HostEnvironment).Diagnostics;
        if (differences.Count == 0)
        {
            return Task.FromResult(CheckOutcome.Pass("datajoint-python would resolve the same"));
        }

        const string Hint = "To run a Python program with the values shown here: djc run -- python PROGRAM";
        string message = $"datajoint-python would differ in {Listing.Count(differences.Count, "point")}";
        return Task.FromResult(CheckOutcome.Pass(message, Hint, differences));
    }
}
