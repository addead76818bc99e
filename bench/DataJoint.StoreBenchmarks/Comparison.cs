using System.Globalization;
using DataJoint.Benchmarks;

namespace DataJoint.StoreBenchmarks;

/// <summary>
/// Our store as a library against the SDK's transfer utility, both on the runtime, in turns; the fastest run of each counts: on a shared machine
/// that is the one least disturbed.
/// </summary>
internal sealed class Comparison(StandInServer server, BenchmarkFolder folder, int rounds)
{
    public List<Verdict> Verdicts { get; } = [];

    public async Task RunAsync()
    {
        Console.WriteLine("scenario                      ours: s   cpu s   MiB   theirs: s   cpu s   MiB");
        await CompareAsync("1 GiB put", "store put", "sdk put", 0.95);
        await CompareAsync("1 GiB get", "store get", "sdk get", 0.95);
        server.Latency = TimeSpan.FromMilliseconds(5);
        await CompareAsync("10,000 of 4 KiB put, 5 ms", "store put many", "sdk put many", 2);
        await CompareAsync("10,000 of 4 KiB get, 5 ms", "store get many", "sdk get many", 2);
        server.Latency = TimeSpan.Zero;
        Figures list = await MeasureAsync("store list");
        WriteLine("1,000,000 keys listed", list, null);
        Verdicts.Add(Verdict.AtMost("1,000,000 keys: the first is there after", list.First, 1, " s"));
    }

    private async Task CompareAsync(string title, string ours, string theirs, double atLeast)
    {
        (Figures best, Figures other) = (Figures.None, Figures.None);

        // A file at a time takes the other a minute and more.
        for (int round = 0; round < (atLeast > 1 ? Math.Min(rounds, 2) : rounds); round++)
        {
            folder.Clear();
            best = best.Better(await MeasureAsync(ours));
            other = other.Better(await MeasureAsync(theirs));
        }

        WriteLine(title, best, other);
        Verdicts.Add(Verdict.AtLeast(title + ": speed over the SDK's utility", other.Seconds / best.Seconds, atLeast, "×"));
    }

    private async Task<Figures> MeasureAsync(string scenario)
    {
        MeasuredProcess run = await MeasuredProcess.RunAsync(Environment.ProcessPath!, folder.Root, "scenario", scenario, folder.Root, server.Endpoint.ToString());
        double[] numbers = run.Output.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Figures(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static void WriteLine(string title, Figures ours, Figures? theirs)
    {
        (string first, string second) = (Columns(ours), theirs is null ? "" : Columns(theirs));
        Console.WriteLine($"{title,-28} {first}   {second}");
    }

    private static string Columns(Figures figures) =>
        string.Create(CultureInfo.InvariantCulture, $"{figures.Seconds,9:0.00} {figures.Processor,7:0.00} {figures.Mebibytes,5:0}");
}
