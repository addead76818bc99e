using System.Globalization;
using DataJoint.Benchmarks;

namespace DataJoint.StoreBenchmarks;

/// <summary><c>djc store put</c> of 1 GiB into a file store, as it is published, against <c>cp</c> and <c>sync</c>, in turns.</summary>
internal sealed class FileStoreComparison(BenchmarkFolder folder, string djc, int rounds)
{
    public async Task<Verdict> RunAsync()
    {
        (double best, double other) = (double.MaxValue, double.MaxValue);
        for (int round = 0; round < rounds; round++)
        {
            await StartAsync();
            best = Math.Min(best, (await MeasuredProcess.RunAsync(djc, folder.Root, "store", "put", folder.LargeFile, "target:large.bin")).Seconds);

            await StartAsync();
            string copy = Path.Combine(folder.Root, "target", "copy.bin");
            MeasuredProcess copied = await MeasuredProcess.RunAsync("cp", folder.Root, folder.LargeFile, copy);
            other = Math.Min(other, copied.Seconds + (await MeasuredProcess.RunAsync("sync", folder.Root, copy)).Seconds);
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1 GiB into a file store: djc {best:0.00} s, cp and sync {other:0.00} s"));
        return Verdict.AtMost("1 GiB into a file store: djc's time over cp and sync", best / other, 1.1, "×");
    }

    // Neither side pays for what the other one left.
    private async Task StartAsync()
    {
        folder.Clear();
        await MeasuredProcess.RunAsync("sync", folder.Root);
    }
}
