using DataJoint.Configuration;
using DataJoint.Configuration.Diagnostics;
using DataJoint.Configuration.Editing;

namespace DataJoint.Checks.Configuration;

/// <summary>What would datajoint-python resolve differently? Information: the exit code does not depend on it.</summary>
internal sealed class PythonCheck : ICheck
{
    public string Id => "python";

    public string Name => "agreement with datajoint-python";

    /// <summary>What differs; whoever asks first compares.</summary>
    public static Task<PythonReport> CompareAsync(CheckContext context, CancellationToken cancellationToken) =>
        context.ShareAsync(static (context, _) => Task.FromResult(PythonComparison.Run(context.Snapshot, context.HostEnvironment)), cancellationToken);

    public async Task<CheckOutcome> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic> differences = (await CompareAsync(context, cancellationToken).ConfigureAwait(false)).Diagnostics;
        if (differences.Count == 0)
        {
            return CheckOutcome.Pass("datajoint-python would resolve the same");
        }

        const string Hint = "To run a Python program with the values shown here: djc run -- python PROGRAM";
        string message = $"datajoint-python would differ in {Listing.Count(differences.Count, "point")}";
        return CheckOutcome.Pass(message, Hint, differences);
    }
}
