using System.Globalization;
using DataJoint.Benchmarks;

namespace DataJoint.StoreBenchmarks;

/// <summary>
/// Memory of transfers with four or ten times as much to transfer: of djc as it is published, and of the library in an ordinary program on the runtime.
/// </summary>
internal sealed class Flatness(StandInServer server, BenchmarkFolder folder, string djc)
{
    private const long Gibibyte = 1 << 30;

    // What the collector makes of the same work differs from run to run. Below a gibibyte it may not yet have had anything to do.
    private const double MaxGrowth = 1.25;

    public List<Verdict> Verdicts { get; } = [];

    public async Task RunAsync()
    {
        (string less, string more) = (folder.MakeSparse("less.bin", Gibibyte), folder.MakeSparse("more.bin", 4 * Gibibyte));
        Console.WriteLine();
        Console.WriteLine("resident memory, MiB                    djc: less  more   library: less  more");
        await CompareAsync("1 GiB and 4 GiB put", ["store", "put", less, "bench:less"], ["store", "put", more, "bench:more"], "put file");
        await CompareAsync("1 GiB and 4 GiB get", ["store", "get", "bench:less", "got/"], ["store", "get", "bench:more", "got/"], "get file");
        await CompareAsync("1,000 and 10,000 of 4 KiB put", ["store", "sync", "./1000", "bench:new"], ["store", "sync", "./10000", "bench:new"], "put many");
        await CompareAsync("1,000 and 10,000 of 4 KiB get", ["store", "sync", "bench:1000", "./got"], ["store", "sync", "bench:10000", "./got"], "get many");
        await CompareAsync("100,000 and 1,000,000 keys listed", ["store", "ls", "bench:100000", "-r"], ["store", "ls", "bench:1000000", "-r"], "list");
    }

    private async Task CompareAsync(string title, string[] less, string[] more, string scenario)
    {
        (double Less, double More) ours = (Less: await DjcAsync(less), More: await DjcAsync(more));
        (double Less, double More) library = (Less: await LibraryAsync(scenario + " less"), More: await LibraryAsync(scenario + " more"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title,-38} {ours.Less,10:0} {ours.More,5:0} {library.Less,15:0} {library.More,5:0}"));
        Verdicts.Add(Verdict.AtMost(title + ": djc's memory grows", ours.More / ours.Less, MaxGrowth, "×"));
        Verdicts.Add(Verdict.AtMost(title + ": the library's memory grows", library.More / library.Less, MaxGrowth, "×"));
    }

    private async Task<double> DjcAsync(string[] words)
    {
        folder.Clear();
        return (await MeasuredProcess.RunAsync(djc, folder.Root, words)).Mebibytes;
    }

    private async Task<double> LibraryAsync(string scenario)
    {
        folder.Clear();
        return (await MeasuredProcess.RunAsync(Environment.ProcessPath!, folder.Root, "scenario", scenario, folder.Root, server.Endpoint.ToString())).Mebibytes;
    }
}
