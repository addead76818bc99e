using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using DataJoint.Benchmarks;

namespace DataJoint.StoreBenchmarks;

/// <summary>Runs the scenarios in turns, ours and the other's, and takes the fastest run of each: on a shared machine that is the one least disturbed.</summary>
internal sealed class Comparison
{
    private const double MostMebibytes = 100;
    private const int Small = 4096;
    private const long Large = 1L << 30;

    private readonly string _folder;
    private readonly StandInServer _server;
    private readonly int _rounds;
    private readonly List<Verdict> _verdicts = [];

    private Comparison(string folder, StandInServer server, int rounds) => (_folder, _server, _rounds) = (folder, server, rounds);

    public static async Task<int> RunAsync(string[] args)
    {
        var quick = args.Contains("--quick");
        var folder = Path.GetFullPath(args.FirstOrDefault(arg => !arg.StartsWith('-')) ?? "artifacts/bench/stores");
        using var server = new StandInServer();
        var comparison = new Comparison(folder, server, quick ? 1 : 5);
        try
        {
            comparison.Prepare();
            await comparison.CompareAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        VerdictTable.Write(Console.Out, comparison._verdicts);
        return comparison._verdicts.TrueForAll(verdict => verdict.Met) ? 0 : 1;
    }

    private void Prepare()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "many"));
        using (var large = File.Create(Path.Combine(_folder, "large.bin")))
        {
            var block = RandomNumberGenerator.GetBytes(1 << 20);
            for (var written = 0L; written < Large; written += block.Length)
            {
                large.Write(block);
            }
        }

        for (var i = 0; i < StandInServer.Many; i++)
        {
            File.WriteAllBytes(Path.Combine(_folder, "many", i.ToString("00000", CultureInfo.InvariantCulture)), RandomNumberGenerator.GetBytes(Small));
        }
    }

    private async Task CompareAsync()
    {
        Console.WriteLine("scenario                      ours: s   cpu s   MiB   theirs: s   cpu s   MiB");
        WriteLine("100 bytes put", await RunAsync("store put little"), null);
        await CompareAsync("1 GiB put", "store put", "sdk put", 0.95);
        await CompareAsync("1 GiB get", "store get", "sdk get", 0.95);
        _server.Latency = TimeSpan.FromMilliseconds(5);
        await CompareAsync("10,000 of 4 KiB put, 5 ms", "store put many", "sdk put many", 2);
        await CompareAsync("10,000 of 4 KiB get, 5 ms", "store get many", "sdk get many", 2);
        _server.Latency = TimeSpan.Zero;
        var list = await RunAsync("store list");
        WriteLine("1,000,000 keys listed", list, null);
        _verdicts.Add(Verdict.AtMost("1,000,000 keys: the first is there after", list.First, 1, " s"));
        Keep("1,000,000 keys", list);
        await CompareFilesAsync();
    }

    private async Task CompareAsync(string title, string ours, string theirs, double atLeast)
    {
        var (best, other) = (Figures.None, Figures.None);

        // A file at a time takes the other a minute and more.
        for (var round = 0; round < (atLeast > 1 ? Math.Min(_rounds, 2) : _rounds); round++)
        {
            Clear("got", "target");
            best = best.Better(await RunAsync(ours));
            other = other.Better(await RunAsync(theirs));
        }

        WriteLine(title, best, other);
        _verdicts.Add(Verdict.AtLeast(title + ": speed over the SDK's utility", other.Seconds / best.Seconds, atLeast, "×"));
        Keep(title, best);
    }

    private void Keep(string title, Figures figures) => _verdicts.Add(Verdict.AtMost(title + ": resident memory", figures.Mebibytes, MostMebibytes, " MiB"));

    private static void WriteLine(string title, Figures ours, Figures? theirs)
    {
        var (first, second) = (Columns(ours), theirs is null ? "" : Columns(theirs));
        Console.WriteLine($"{title,-28} {first}   {second}");
    }

    private static string Columns(Figures figures) =>
        string.Create(CultureInfo.InvariantCulture, $"{figures.Seconds,9:0.00} {figures.Processor,7:0.00} {figures.Mebibytes,5:0}");

    private void Clear(params ReadOnlySpan<string> folders)
    {
        foreach (var name in folders)
        {
            var folder = Path.Combine(_folder, name);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder);
        }
    }

    private async Task CompareFilesAsync()
    {
        var (best, other) = (double.MaxValue, double.MaxValue);
        var copy = Path.Combine(_folder, "copy.bin");
        for (var round = 0; round < _rounds; round++)
        {
            // New names both times: to free what a file held before takes its own time.
            File.Delete(copy);
            Clear("target");
            await StartAsync("sync");
            best = Math.Min(best, (await RunAsync("file store")).Seconds);
            var clock = Stopwatch.StartNew();
            await StartAsync("cp", Path.Combine(_folder, "large.bin"), copy);
            await StartAsync("sync", copy);
            other = Math.Min(other, clock.Elapsed.TotalSeconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"1 GiB into a file store",-28} {best,9:0.00} {"",14} {other,10:0.00} (cp and sync)"));
        _verdicts.Add(Verdict.AtMost("1 GiB into a file store: time over cp and sync", best / other, 1.1, "×"));
    }

    private async Task<Figures> RunAsync(string scenario)
    {
        var output = await StartAsync(Environment.ProcessPath!, "scenario", scenario, _folder, _server.Endpoint.ToString());
        var numbers = output.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Figures(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static async Task<string> StartAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
