using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace DataJoint.StoreBenchmarks;

/// <summary>Runs the scenarios in turns, ours and the other's, and takes the fastest run of each: on a shared machine that is the one least disturbed.</summary>
internal sealed class Comparison
{
    private const int Many = 10_000;
    private const int Small = 4096;
    private const long Large = 1L << 30;

    private readonly string _folder;
    private readonly StandInServer _server;
    private readonly int _rounds;
    private bool _allMet = true;

    private Comparison(string folder, StandInServer server, int rounds) => (_folder, _server, _rounds) = (folder, server, rounds);

    public static async Task<int> RunAsync(string[] args)
    {
        var folder = args.Length > 0 ? Path.GetFullPath(args[0]) : Path.GetFullPath("artifacts/bench/stores");
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        using var server = new StandInServer();
        var comparison = new Comparison(folder, server, rounds);
        try
        {
            comparison.Prepare();
            await comparison.CompareAsync();
            return comparison._allMet ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Prepare()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "many"));
        Directory.CreateDirectory(Path.Combine(_folder, "target"));
        using (var large = File.Create(Path.Combine(_folder, "large.bin")))
        {
            var block = RandomNumberGenerator.GetBytes(1 << 20);
            for (var written = 0L; written < Large; written += block.Length)
            {
                large.Write(block);
            }
        }

        for (var i = 0; i < Many; i++)
        {
            File.WriteAllBytes(Path.Combine(_folder, "many", i.ToString("00000", CultureInfo.InvariantCulture)), RandomNumberGenerator.GetBytes(Small));
        }
    }

    private async Task CompareAsync()
    {
        Console.WriteLine("scenario                      ours: s   cpu s   MiB   theirs: s   cpu s   MiB   ours is");
        var little = await RunAsync("store put little");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"100 bytes put",-28} {little.Seconds,9:0.00} {little.Processor,7:0.00} {little.Mebibytes,5:0}"));
        await CompareAsync("1 GiB put", "store put", "sdk put", 0.95);
        await CompareAsync("1 GiB get", "store get", "sdk get", 0.95);
        _server.Latency = TimeSpan.FromMilliseconds(5);
        await CompareAsync("10,000 of 4 KiB put, 5 ms", "store put many", "sdk put many", 2);
        _server.Latency = TimeSpan.Zero;
        var list = await RunAsync("store list");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"1,000,000 keys listed",-28} {list.Seconds,9:0.00} {list.Processor,7:0.00} {list.Mebibytes,5:0}"));
        _allMet &= list.Mebibytes < 100;
        await CompareFilesAsync();
    }

    private async Task CompareAsync(string title, string ours, string theirs, double atLeast)
    {
        var (best, other) = (Figures.None, Figures.None);
        for (var round = 0; round < _rounds; round++)
        {
            best = best.Better(await RunAsync(ours));
            other = other.Better(await RunAsync(theirs));
        }

        var ratio = other.Seconds / best.Seconds;
        _allMet &= ratio >= atLeast && best.Mebibytes < 100;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title,-28} {best.Seconds,9:0.00} {best.Processor,7:0.00} {best.Mebibytes,5:0} {other.Seconds,11:0.00} {other.Processor,7:0.00} {other.Mebibytes,5:0}   {ratio:0.00} times as fast (promised: {atLeast:0.00}){(best.Mebibytes < 100 ? "" : ", memory MISSED")}"));
    }

    private async Task CompareFilesAsync()
    {
        var (best, other) = (double.MaxValue, double.MaxValue);
        var copy = Path.Combine(_folder, "copy.bin");
        for (var round = 0; round < _rounds; round++)
        {
            // New names both times: to free what a file held before takes its own time.
            File.Delete(copy);
            File.Delete(Path.Combine(_folder, "target", "large.bin"));
            await StartAsync("sync");
            best = Math.Min(best, (await RunAsync("file store")).Seconds);
            var clock = Stopwatch.StartNew();
            await StartAsync("cp", Path.Combine(_folder, "large.bin"), copy);
            await StartAsync("sync", copy);
            other = Math.Min(other, clock.Elapsed.TotalSeconds);
        }

        _allMet &= best <= other * 1.1;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"1 GiB into a file store",-28} {best,9:0.00} {"",14} {other,10:0.00} (cp and fsync)   {other / best:0.00} times as fast (promised: 0.90)"));
    }

    private async Task<Figures> RunAsync(string scenario)
    {
        var output = await StartAsync(Environment.ProcessPath!, "scenario", scenario, _folder, _server.Endpoint.ToString());
        var numbers = output.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Figures(numbers[0], numbers[1], numbers[2]);
    }

    private static async Task<string> StartAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
