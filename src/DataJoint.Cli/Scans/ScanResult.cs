using DataJoint.Leaks;
using DataJoint.Operations;

namespace DataJoint.Cli.Scans;

/// <summary>What a scan gave, to be written in any form.</summary>
/// <param name="report">What was found and is not accepted.</param>
/// <param name="accepted">How many were accepted.</param>
internal sealed class ScanResult(LeakReport report, int accepted)
{
    private readonly Dictionary<Leak, LeakVerification> _verified = [];

    public LeakReport Report => report;

    public int Accepted => accepted;

    /// <summary>Whether the leaks were tried.</summary>
    public bool IsVerified { get; private set; }

    /// <summary>Takes what became of the leaks when they were tried.</summary>
    /// <param name="results">One for each leak, in their order.</param>
    public void Add(IReadOnlyList<LeakVerification> results)
    {
        IsVerified = true;
        for (int i = 0; i < results.Count; i++)
        {
            _verified[report.Leaks[i]] = results[i];
        }
    }

    /// <summary>What became of a leak when it was tried; null when nobody asked.</summary>
    public LeakVerification? VerificationOf(Leak leak) => _verified.GetValueOrDefault(leak);
}
