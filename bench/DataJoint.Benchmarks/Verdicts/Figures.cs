using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace DataJoint.Benchmarks;

/// <summary>What every round of the benchmarks measured.</summary>
/// <remarks>
/// The fastest iteration counts, because whatever else the machine does can only add to it. A ratio or difference is the median of those within each
/// round, so that a machine which is busy for a while cannot slow one side
/// of a comparison only.
/// </remarks>
internal sealed class Figures
{
    private readonly Dictionary<string, List<(double Nanoseconds, double Bytes)>> _rounds = new(StringComparer.Ordinal);

    public void Add(Summary round)
    {
        foreach (BenchmarkReport report in round.Reports)
        {
            if (report.ResultStatistics is not { } statistics)
            {
                throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} did not run; see the log.");
            }

            BenchmarkCase benchmark = report.BenchmarkCase;
            string key = Key(benchmark.Descriptor.Type, benchmark.Descriptor.WorkloadMethod.Name, Stores(report));
            if (!_rounds.TryGetValue(key, out List<(double Nanoseconds, double Bytes)>? figures))
            {
                _rounds.Add(key, figures = []);
            }

            figures.Add((statistics.Min, report.GcStats.GetBytesAllocatedPerOperation(benchmark) ?? 0));
        }
    }

    public bool Has(string key) => _rounds.ContainsKey(key);

    public double Nanoseconds(string key) => Median.Of(_rounds[key].Select(figure => figure.Nanoseconds));

    public double Bytes(string key) => Median.Of(_rounds[key].Select(figure => figure.Bytes));

    public double TimeRatio(string over, string under) =>
        Median.Of(_rounds[over].Zip(_rounds[under], (a, b) => a.Nanoseconds / b.Nanoseconds));

    public double TimeDifference(string minuend, string subtrahend) =>
        Median.Of(_rounds[minuend].Zip(_rounds[subtrahend], (a, b) => a.Nanoseconds - b.Nanoseconds));

    public static string Key(Type benchmarks, string method, int? stores = null) =>
        stores is { } count ? $"{benchmarks.Name}.{method} {count}" : $"{benchmarks.Name}.{method}";

    private static int? Stores(BenchmarkReport report) =>
        report.BenchmarkCase.Parameters.Items is [{ Value: int stores }] ? stores : null;
}
