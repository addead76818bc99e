namespace DataJoint.Benchmarks;

/// <summary>What the project promises about speed and size, held against what was measured.</summary>
internal static class Promises
{
    private const double Megabyte = 1024 * 1024;
    private const string Ours = nameof(ResolveBenchmarks.Ours);
    private const string Floor = nameof(ResolveBenchmarks.Floor);
    private const string Peer = nameof(ResolveBenchmarks.MicrosoftBuildAndBind);

    public static IEnumerable<Verdict> Resolving(Figures figures)
    {
        (string ours, string floor, string peer) = Keys(typeof(ResolveBenchmarks), null);
        yield return Verdict.AtMost("production example: time over the floor", figures.TimeRatio(ours, floor), 1.5, "×");
        yield return Verdict.AtLeast("production example: peer's time over ours", figures.TimeRatio(peer, ours), 1.3, "×");
        yield return Verdict.AtMost("production example: our allocations over the peer's", figures.Bytes(ours) / figures.Bytes(peer), 0.5, "×");
    }

    public static IEnumerable<Verdict> Growing(Figures figures)
    {
        (string ten, string floorOfTen, string _) = Keys(typeof(StoresBenchmarks), 10);
        (string thousand, string floorOfThousand, string peerOfThousand) = Keys(typeof(StoresBenchmarks), 1000);
        (string tenThousand, string floorOfTenThousand, string peerOfTenThousand) = Keys(typeof(TenThousandStoresBenchmarks), null);
        yield return Verdict.AtLeast("1,000 stores: peer's time over ours", figures.TimeRatio(peerOfThousand, thousand), 10, "×");
        if (figures.Has(peerOfTenThousand))
        {
            yield return Verdict.AtLeast("10,000 stores: peer's time over ours", figures.TimeRatio(peerOfTenThousand, tenThousand), 20, "×");
        }

        // Over the floor, which grows with the number of files and no faster: so a machine that is busy meanwhile does not count.
        (double atTen, double atThousand, double atTenThousand) = (
            figures.TimeRatio(ten, floorOfTen),
            figures.TimeRatio(thousand, floorOfThousand),
            figures.TimeRatio(tenThousand, floorOfTenThousand));
        yield return Verdict.AtMost("10 to 1,000 stores: time grows over the floor's", atThousand / atTen, 1.5, "×");
        yield return Verdict.AtMost("1,000 to 10,000 stores: time grows over the floor's", atTenThousand / atThousand, 1.5, "×");
        yield return Verdict.AtMost(
            "1,000 to 10,000 stores: memory over ten times", figures.Bytes(tenThousand) / figures.Bytes(thousand) / 10, 1.2, "×");
    }

    public static IEnumerable<Verdict> Reading(Figures figures)
    {
        string field = Figures.Key(typeof(ReadBenchmarks), nameof(ReadBenchmarks.Field));
        string typed = Figures.Key(typeof(ReadBenchmarks), nameof(ReadBenchmarks.TypedProperty));
        string indexer = Figures.Key(typeof(ReadBenchmarks), nameof(ReadBenchmarks.Indexer));
        string peer = Figures.Key(typeof(ReadBenchmarks), nameof(ReadBenchmarks.MicrosoftIndexer));
        yield return Verdict.AtMost("typed read: more than a field read", figures.TimeDifference(typed, field), 2, " ns");
        yield return Verdict.AtMost("typed read: allocations", figures.Bytes(typed), 0, " B");
        yield return Verdict.AtLeast("indexer read: peer's time over ours", figures.TimeRatio(peer, indexer), 3, "×");
        yield return Verdict.AtMost("indexer read: allocations", figures.Bytes(indexer), 0, " B");
    }

    public static IEnumerable<Verdict> Starting(ProcessFigures hello, ProcessFigures djc)
    {
        yield return Verdict.AtMost("djc config get: time over hello world", djc.Median / hello.Median, 4, "×");
        yield return Verdict.AtMost("djc config get: time on a quiet machine", djc.Median.TotalMilliseconds, 15, " ms");
        if (djc.PeakMemory is { } peak)
        {
            yield return Verdict.AtMost("djc config get: resident memory", peak / Megabyte, 25, " MB");
        }

        yield return Verdict.AtMost("djc: size of its file", djc.Size / Megabyte, 40, " MB");
    }

    public static IEnumerable<Verdict> Running(MaskFigures run)
    {
        yield return Verdict.AtLeast("djc run --mask: megabytes in a second", run.Rate, 500, " MB/s");
        yield return Verdict.AtMost("djc run --mask: time over a plain copy through a pipe", run.OverPlainCopy, 4, "×");
        yield return Verdict.AtMost("djc run: what it adds to the start of djc and the program", run.AddedStart, 2, " ms");
    }

    public static IEnumerable<Verdict> Opening(IEnumerable<OpeningComparison> openings)
    {
        foreach (OpeningComparison opening in openings)
        {
            yield return Verdict.AtMost($"{opening.Kind.Name}: time over bare", opening.TimeRatio, opening.Kind.TimeBound, "×");
            if (opening.Kind.IsPooled)
            {
                yield return Verdict.AtMost($"{opening.Kind.Name}: allocations beyond bare", opening.Bytes - opening.BareBytes, opening.Kind.BytesBound, " B");
            }
        }
    }

    private static (string Ours, string Floor, string Peer) Keys(Type benchmarks, int? stores) => (
        Figures.Key(benchmarks, Ours, stores),
        Figures.Key(benchmarks, Floor, stores),
        Figures.Key(benchmarks, Peer, stores));
}
