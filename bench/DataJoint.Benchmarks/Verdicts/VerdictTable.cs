namespace DataJoint.Benchmarks;

/// <summary>The last table: every promise, what was measured, and whether it is kept.</summary>
internal static class VerdictTable
{
    public static void Write(TextWriter writer, IReadOnlyCollection<Verdict> verdicts)
    {
        int what = verdicts.Max(verdict => verdict.What.Length);
        writer.WriteLine();
        writer.WriteLine($"{"promise".PadRight(what)}  {"measured",10}  {"target",10}");
        foreach (Verdict verdict in verdicts)
        {
            string mark = verdict.Met ? "kept" : "MISSED";
            writer.WriteLine($"{verdict.What.PadRight(what)}  {verdict.Measured,10}  {verdict.Target,10}  {mark}");
        }
    }

    public static void Write(TextWriter writer, string program, ProcessFigures figures)
    {
        string memory = figures.PeakMemory is { } peak ? $"{peak / 1024.0 / 1024.0:0.0} MB resident" : "memory unknown";
        writer.WriteLine($"{program,-32}{figures.Median.TotalMilliseconds,8:0.00} ms  {memory}  {figures.Size / 1024.0 / 1024.0:0.0} MB file");
    }
}
