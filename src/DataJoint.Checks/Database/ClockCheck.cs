using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Connections.Drivers;

namespace DataJoint.Checks.Database;

/// <summary>Do the clocks of the database server and of this machine agree?</summary>
internal sealed class ClockCheck : ServerCheck
{
    /// <summary>Clocks that are synchronised are apart by milliseconds; asking takes its time too.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    public override string Id => "database-clock";

    public override string Name => "clock of the database server";

    protected override CheckOutcome Judge(ConfigurationSnapshot snapshot, ServerReport report, IReadOnlyList<Diagnostic> warnings)
    {
        if (report.ClockSkew is not TimeSpan skew)
        {
            return CheckOutcome.Skip("the server does not report its time");
        }

        TimeSpan size = skew.Duration();
        if (size <= Tolerance)
        {
            return CheckOutcome.Pass(string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(size.TotalMilliseconds)} ms from this machine's"));
        }

        Diagnostic apart = new(
            DatabaseRules.ClockSkew,
            string.Create(CultureInfo.InvariantCulture, $"the server's clock is {size:d\\.hh\\:mm\\:ss} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} this machine's"),
            "Synchronise both clocks: timestamp comparisons and the time-outs of jobs go wrong.");
        return CheckOutcome.Warn(apart.Message, apart.Hint, [apart]);
    }
}
