using System.Globalization;
using DataJoint.Configuration;
using DataJoint.Connections;

namespace DataJoint.Cli.Statements;

/// <summary>What a statement did.</summary>
/// <param name="Rows">How many rows it gave, or null when it gives none.</param>
/// <param name="Affected">How many rows it changed, or null when the database does not say.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Diagnostics">What there is to say; when it failed, first why.</param>
/// <param name="Failure">Why it failed, perhaps after some rows; or null.</param>
internal sealed record StatementOutcome(long? Rows, long? Affected, TimeSpan Elapsed, IReadOnlyList<Diagnostic> Diagnostics, ConnectionException? Failure)
{
    /// <summary>Whether there were results behind the first, which were not printed.</summary>
    public bool HasMoreResults { get; init; }

    /// <summary>Whether the statement is of a kind for which a count of 0 says something.</summary>
    public bool CountsRows { get; init; }

    /// <summary>The line for people.</summary>
    public string Summary
    {
        get
        {
            string what = (Rows, Affected) switch
            {
                (long rows, > 0) => $"{Count(rows)}, {Count(Affected.Value)} changed",
                (long rows, _) => Count(rows),
                (null, > 0) => $"{Count(Affected.Value)} changed",
                (null, 0) when CountsRows => $"{Count(0)} changed",
                _ => "done",
            };
            return string.Create(CultureInfo.InvariantCulture, $"{what} ({Math.Ceiling(Elapsed.TotalMilliseconds)} ms)");
        }
    }

    private static string Count(long rows) => string.Create(CultureInfo.InvariantCulture, $"{rows} {(rows == 1 ? "row" : "rows")}");
}
