using System.Diagnostics;

namespace DataJoint.StoreBenchmarks;

/// <summary>A program that was run: what it said, how long it took, and the most memory that was seen resident while it ran.</summary>
internal sealed record MeasuredProcess(string Output, double Seconds, double Mebibytes)
{
    private const int KeptOutput = 4096;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task<MeasuredProcess> RunAsync(string program, string folder, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        (Task<string> output, Task<string> errors) = (ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        long peak = 0L;
        using (var timer = new PeriodicTimer(Interval))
        {
            while (!output.IsCompleted)
            {
                process.Refresh();
                peak = process.HasExited ? peak : Math.Max(peak, process.PeakWorkingSet64);
                await Task.WhenAny(output, timer.WaitForNextTickAsync().AsTask());
            }
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? new MeasuredProcess(await output, clock.Elapsed.TotalSeconds, peak / 1024.0 / 1024.0)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}. {await errors}");
    }

    // A listing says a million lines, which nobody wants here.
    private static async Task<string> ReadAsync(StreamReader reader)
    {
        char[] buffer = new char[64 << 10];
        string kept = "";
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            kept += new string(buffer, 0, Math.Clamp(KeptOutput - kept.Length, 0, count));
        }

        return kept.Trim();
    }
}
